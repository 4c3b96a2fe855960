package msmgate.shop;

import java.io.IOException;
import javax.servlet.http.HttpServletResponse;

/** Sends JSON. */
final class Answers {
    private Answers() {
    }

    static void send(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(json);
    }

    static void error(HttpServletResponse response, int status, String message) throws IOException {
        send(response, status, new Json().open('{').name("error").string(message).close('}').toString());
    }
}
