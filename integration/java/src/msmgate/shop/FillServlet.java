package msmgate.shop;

import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/** GET /fill?scenario=NAME&amp;carry=java|javolution: fills the session, then shows it. */
public class FillServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = String.valueOf(request.getParameter("scenario"));
        Map<String, Object> attributes = Scenarios.of(name, !"javolution".equals(request.getParameter("carry")));
        if (attributes == null) {
            Answers.error(response, 404, "no such scenario: " + name);
            return;
        }
        HttpSession session = Sessions.begin(request);
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            session.setAttribute(attribute.getKey(), attribute.getValue());
        }
        Answers.send(response, 200, DumpServlet.json(request));
    }
}
