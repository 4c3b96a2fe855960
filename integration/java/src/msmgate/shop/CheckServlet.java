package msmgate.shop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/**
 * The small contract that every node of a cluster under test fulfils: append to a list, increment a counter, read, new,
 * invalidate, ping. An answer of 200 says that the change was made, and holds the state after it.
 */
public class CheckServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doGet(request, response);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        String what = request.getPathInfo();
        try {
            if ("/ping".equals(what)) {
                Answers.send(response, 200, "{\"ping\":true}");
            } else if ("/append".equals(what)) {
                append(request, response);
            } else if ("/incr".equals(what)) {
                increment(request, response);
            } else if ("/read".equals(what)) {
                state(request, response, request.getSession(false), false);
            } else if ("/new".equals(what)) {
                state(request, response, Sessions.begin(request), false);
            } else if ("/invalidate".equals(what)) {
                invalidate(request, response);
            } else {
                Answers.error(response, 404, "no such check: " + what);
            }
        } catch (IllegalStateException gone) {
            Answers.error(response, 409, "the session was invalidated meanwhile");
        }
    }

    private void append(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = Sessions.begin(request);
        String name = parameter(request, "list", "l");
        list(session, name);
        pause(request);
        synchronized (Sessions.mutex(Sessions.birth(session))) {
            List<String> longer = new ArrayList<String>(list(session, name));
            longer.add(parameter(request, "token", ""));
            session.setAttribute(name, longer);
            state(request, response, session, false);
        }
    }

    private void increment(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = Sessions.begin(request);
        String name = parameter(request, "name", "n");
        value(session, name);
        pause(request);
        synchronized (Sessions.mutex(Sessions.birth(session))) {
            session.setAttribute(name, Long.valueOf(value(session, name) + 1));
            state(request, response, session, false);
        }
    }

    private void invalidate(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        if (session == null) {
            state(request, response, null, false);
            return;
        }
        String before = json(request, session, true);
        session.invalidate();
        Answers.send(response, 200, before);
    }

    private void state(HttpServletRequest request, HttpServletResponse response, HttpSession session, boolean invalidated)
            throws IOException {
        Answers.send(response, 200, json(request, session, invalidated));
    }

    private String json(HttpServletRequest request, HttpSession session, boolean invalidated) {
        Json json = new Json().open('{');
        json.name("id").string(session == null ? null : session.getId());
        json.name("birth").string(session == null ? null : Sessions.birth(session));
        json.name("isNew").bool(session != null && session.isNew());
        json.name("list").open('[');
        if (session != null) {
            for (String token : list(session, parameter(request, "list", "l"))) {
                json.string(token);
            }
        }
        json.close(']');
        json.name("value").number(session == null ? 0 : value(session, parameter(request, "name", "n")));
        if (invalidated) {
            json.name("invalidated").bool(true);
        }
        return json.close('}').toString();
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(HttpSession session, String name) {
        Object value = session.getAttribute(name);
        return value == null ? new ArrayList<String>() : (List<String>) value;
    }

    private static long value(HttpSession session, String name) {
        Object value = session.getAttribute(name);
        return value == null ? 0 : ((Number) value).longValue();
    }

    private static String parameter(HttpServletRequest request, String name, String otherwise) {
        String value = request.getParameter(name);
        return value == null ? otherwise : value;
    }

    private static void pause(HttpServletRequest request) {
        long ms = Long.parseLong(parameter(request, "sleep", "0"));
        if (ms <= 0) {
            return;
        }
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
