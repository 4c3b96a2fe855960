package msmgate.shop;

import java.io.IOException;
import java.security.Principal;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** GET /whoami: who is logged in, and which of the application's roles they have; makes no session. */
public class WhoServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Json json = new Json().open('{').name("remoteUser").string(request.getRemoteUser())
            .name("authType").string(request.getAuthType())
            .name("principal").string(describe(request.getUserPrincipal())).name("roles").open('[');
        for (String role : new String[] {"admin", "shopper"}) {
            if (request.isUserInRole(role)) {
                json.string(role);
            }
        }
        Answers.send(response, 200, json.close(']').close('}').toString());
    }

    private static String describe(Principal user) {
        return user == null ? null : user.getClass().getName() + ": " + user;
    }
}
