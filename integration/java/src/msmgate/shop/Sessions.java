package msmgate.shop;

import java.lang.reflect.Field;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpSession;
import org.apache.catalina.session.StandardSession;

/** What the servlets need of sessions beyond the servlet API. */
final class Sessions {
    static final String BIRTH = "birth";
    private static final Object[] LOCKS = new Object[64];

    static {
        for (int i = 0; i < LOCKS.length; i++) {
            LOCKS[i] = new Object();
        }
    }

    private Sessions() {
    }

    /** The request's session, made if need be. Who makes a session gives it a birth mark, which stays whatever its id becomes. */
    static HttpSession begin(HttpServletRequest request) {
        HttpSession session = request.getSession(true);
        if (!session.isNew() || session.getAttribute(BIRTH) != null) {
            return session;
        }
        synchronized (LOCKS[session.getId().hashCode() & 63]) {
            if (session.getAttribute(BIRTH) == null) {
                String random = session.getId().split("[-.]", 2)[0];
                session.setAttribute(BIRTH, random + "@" + Long.toString(System.currentTimeMillis(), 36));
            }
        }
        return session;
    }

    static String birth(HttpSession session) {
        return (String) session.getAttribute(BIRTH);
    }

    /** One lock for all requests of one session in this node: the sessions that a node hands out may be different objects. */
    static Object mutex(String birth) {
        return LOCKS[birth == null ? 0 : birth.hashCode() & 63];
    }

    /** Tomcat's own session behind the facade that servlets see. */
    static StandardSession internal(HttpSession session) throws ReflectiveOperationException {
        Field field = session.getClass().getDeclaredField("session");
        field.setAccessible(true);
        return (StandardSession) field.get(session);
    }
}
