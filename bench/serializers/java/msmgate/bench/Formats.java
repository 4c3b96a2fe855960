package msmgate.bench;

import de.javakaffee.web.msm.MemcachedBackupSession;
import de.javakaffee.web.msm.MemcachedSessionService.SessionManager;
import de.javakaffee.web.msm.SessionAttributesTranscoder;
import de.javakaffee.web.msm.TranscoderFactory;
import java.lang.reflect.Proxy;
import org.apache.catalina.Context;
import org.apache.catalina.Loader;

/** MSM's transcoders, made by their factories as a Tomcat's manager does, but without a Tomcat. */
final class Formats {
    private static final ClassLoader LOADER = Formats.class.getClassLoader();
    private static final Object WEBAPP = stub(Loader.class, null);
    private static final Object CONTEXT = stub(Context.class, WEBAPP);
    private static final SessionManager MANAGER = (SessionManager) stub(SessionManager.class, CONTEXT);

    /** Stands for a part of Tomcat; it knows the class loader of this program, the next part, and nothing else. */
    private static Object stub(Class<?> part, Object next) {
        return Proxy.newProxyInstance(LOADER, new Class<?>[] {part}, (proxy, method, args) -> {
            Class<?> type = method.getReturnType();
            if (type == ClassLoader.class) {
                return LOADER;
            }
            if (type.isPrimitive()) {
                return type == boolean.class ? Boolean.FALSE : type == int.class ? Integer.valueOf(0) : null;
            }
            return type.isInstance(next) ? next : null;
        });
    }

    static SessionAttributesTranscoder open(String format) throws Exception {
        String prefix = "de.javakaffee.web.msm.";
        String factory;
        switch (format) {
            case "java": factory = "JavaSerializationTranscoderFactory"; break;
            case "javolution": factory = "serializer.javolution.JavolutionTranscoderFactory"; break;
            case "xstream": factory = "serializer.xstream.XStreamTranscoderFactory"; break;
            case "kryo": factory = "serializer.kryo.KryoTranscoderFactory"; break;
            case "flexjson": factory = "serializer.json.JSONTranscoderFactory"; break;
            default: throw new IllegalArgumentException("no format " + format);
        }
        return ((TranscoderFactory) Class.forName(prefix + factory).getDeclaredConstructor().newInstance()).createTranscoder(MANAGER);
    }

    /** The session that a transcoder asks which attributes it may write. */
    static MemcachedBackupSession session() {
        return new MemcachedBackupSession(MANAGER);
    }

    private Formats() {
    }
}
