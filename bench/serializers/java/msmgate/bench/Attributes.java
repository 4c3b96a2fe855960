package msmgate.bench;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A session of plain values of the JDK, always the same: in Java serialization it has 2,350 bytes. */
final class Attributes {
    static ConcurrentHashMap<String, Object> map() {
        ConcurrentHashMap<String, Object> session = new ConcurrentHashMap<>();
        session.put("user", "alice.liddel@mail.example.org");
        session.put("locale", "de_DE");
        session.put("csrf", "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0");
        session.put("visits", Integer.valueOf(3));
        session.put("balance", Long.valueOf(1234567890123L));
        session.put("since", new Date(1417008645123L));
        List<String> recent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            recent.add("/shop/article/" + (10000 + 37 * i) + "?from=recommendations");
        }
        session.put("recent", recent);
        Map<String, Object> settings = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            settings.put("setting." + (100 + i), "value of setting " + i);
        }
        session.put("settings", settings);
        byte[] token = new byte[256];
        for (int i = 0; i < token.length; i++) {
            token[i] = (byte) (31 * i + 7);
        }
        session.put("token", token);
        return session;
    }

    private Attributes() {
    }
}
