// Package store lets programs that use gorilla/sessions work on the sessions
// that they share with Tomcats.
//
//	s := store.New(m)                      // m is a *manager.Manager
//	http.Handle("/cart", m.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
//		session, err := s.Get(r, "session")
//		// …
//		session.Values["visits"] = int32(4)    // java.lang.Integer on Tomcat
//		err = session.Save(r, w)
//	})))
//
// # Names and values
//
// A request has one Java session. Each string key of Session.Values is the
// attribute of that name, whatever name the gorilla session was asked for by;
// Prefix gives each name its own attributes. Keys that aren't strings are
// refused by Save.
//
// Values are what javaobj.ToGo makes of Java's: int32 for an Integer, int64 for
// a Long, []any for a List, *javaobj.OrderedMap for a Map. What has no natural
// Go form, an object of the application's own class say, is a javaobj.Value,
// which goes back untouched.
//
// # What Save writes
//
// Only what changed since New or Get: a key whose value is another is set, a
// key that is gone is removed. So a parallel request's change of another
// attribute is never undone. A changed collection keeps its Java class, and
// what is unchanged in it keeps its bytes. Save stores nothing by itself: the
// manager does when the handler is done, as Tomcat does.
//
// # Options
//
// Cookie, path and life of a session are the Tomcat's configuration, so
// Session.Options means nothing here, but for a negative MaxAge: Save then
// invalidates the session.
package store
