package msmgate.shop;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/** /set?name=&amp;type=&amp;value= sets one attribute, then shows the session; /remove?name= takes one away. */
public class SetServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doGet(request, response);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        String name = request.getParameter("name");
        if (name == null) {
            Answers.error(response, 400, "which attribute? say name=");
            return;
        }
        if (request.getServletPath().equals("/remove")) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.removeAttribute(name);
            }
            Answers.send(response, 200, DumpServlet.json(request));
            return;
        }
        Object value;
        try {
            value = parse(String.valueOf(request.getParameter("type")), String.valueOf(request.getParameter("value")));
        } catch (IllegalArgumentException e) {
            Answers.error(response, 400, "can't make that value: " + e.getMessage());
            return;
        }
        Sessions.begin(request).setAttribute(name, value);
        Answers.send(response, 200, DumpServlet.json(request));
    }

    private static Object parse(String type, String value) {
        switch (type) {
            case "String": return value;
            case "Boolean": return Boolean.valueOf(value);
            case "Byte": return Byte.valueOf(value);
            case "Short": return Short.valueOf(value);
            case "Integer": return Integer.valueOf(value);
            case "Long": return Long.valueOf(value);
            case "Float": return Float.valueOf(value);
            case "Double": return Double.valueOf(value);
            case "Character": return value.charAt(0);
            case "BigInteger": return new BigInteger(value);
            case "BigDecimal": return new BigDecimal(value);
            case "Date": return new Date(Long.parseLong(value));
            case "Tier": return Tier.valueOf(value);
            case "Address": return new Address(value, "set", null);
            case "ArrayList": return new ArrayList<String>(Arrays.asList(value.split(",")));
            default: throw new IllegalArgumentException("unknown type " + type);
        }
    }
}
