package msmgate.shop;

import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.session.StandardSession;

/** GET /dump: the session, whole, as JSON; {"id":null} without one, and none is made. */
public class DumpServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answers.send(response, 200, json(request));
    }

    static String json(HttpServletRequest request) throws IOException {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return "{\"id\":null}";
        }
        try {
            Json json = new Json().open('{').name("id").string(session.getId());
            header(json, session);
            json.name("attributes").open('{');
            ValueWriter values = new ValueWriter(json);
            List<String> names = Collections.list(session.getAttributeNames());
            Collections.sort(names);
            for (String name : names) {
                json.name(name);
                values.write(session.getAttribute(name));
            }
            return json.close('}').close('}').toString();
        } catch (ReflectiveOperationException e) {
            throw new IOException("looking into the session", e);
        }
    }

    private static void header(Json json, HttpSession session) throws ReflectiveOperationException {
        StandardSession internal = Sessions.internal(session);
        json.name("creationTime").number(session.getCreationTime())
            .name("lastAccessedTime").number(internal.getLastAccessedTimeInternal())
            .name("thisAccessedTime").number(internal.getThisAccessedTimeInternal())
            .name("maxInactiveInterval").number(session.getMaxInactiveInterval())
            .name("isNew").bool(session.isNew())
            .name("isValid").bool(internal.isValid())
            .name("authType").string(internal.getAuthType())
            .name("principal");
        principal(json, internal.getPrincipal());
    }

    private static void principal(Json json, Principal principal) {
        if (principal == null) {
            json.raw("null");
            return;
        }
        json.open('{').name("name").string(principal.getName()).name("roles").open('[');
        if (principal instanceof GenericPrincipal) {
            for (String role : ((GenericPrincipal) principal).getRoles()) {
                json.string(role);
            }
        }
        json.close(']').close('}');
    }
}
