package msmgate.border;

import java.io.File;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One of MSM's transcoders, with its own jars in a class loader of its own. */
final class Format {
    final String name;
    private final Class<?> factory;
    private final Class<?> manager;
    private final ClassLoader loader;
    private Object transcoder;
    private final Object session;
    private final Method store;
    private final Method load;

    Format(String name, String factoryClass, String places) throws Exception {
        this.name = name;
        List<URL> urls = new ArrayList<URL>();
        for (String place : places.split(File.pathSeparator)) {
            File[] inside = new File(place).isDirectory() ? new File(place).listFiles() : new File[] {new File(place)};
            Arrays.sort(inside);
            for (File jar : inside) {
                urls.add(jar.toURI().toURL());
            }
        }
        loader = new URLClassLoader(urls.toArray(new URL[0]), Format.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        factory = loader.loadClass(factoryClass);
        manager = loader.loadClass("de.javakaffee.web.msm.MemcachedSessionService$SessionManager");
        transcoder = fresh();
        session = loader.loadClass("de.javakaffee.web.msm.MemcachedBackupSession").getConstructor().newInstance();
        store = method(transcoder.getClass(), "serializeAttributes");
        load = method(transcoder.getClass(), "deserializeAttributes");
    }

    private Object fresh() throws ReflectiveOperationException {
        return loader.loadClass("de.javakaffee.web.msm.TranscoderFactory").getMethod("createTranscoder", manager)
            .invoke(factory.getConstructor().newInstance(), standIn(manager, loader));
    }

    /**
     * The transcoder of the next session. After reading a collection's second mention, in a field whose type says what is in it,
     * kryo 3 takes the next collection that it writes for one of these: there, each session gets a transcoder of its own.
     */
    private Object next() throws ReflectiveOperationException {
        if (name.startsWith("kryo3")) {
            transcoder = fresh();
        }
        return transcoder;
    }

    byte[] store(Map<String, Object> attributes) throws Throwable {
        try {
            return (byte[]) store.invoke(next(), session, new ConcurrentHashMap<String, Object>(attributes));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> load(byte[] attributes) throws Throwable {
        try {
            return (Map<String, Object>) load.invoke(next(), (Object) attributes);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Method method(Class<?> of, String name) {
        for (Method method : of.getMethods()) {
            if (method.getName().equals(name) && !method.isBridge()) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new IllegalStateException(of + " has no " + name);
    }

    /** Answers what a transcoder asks a session manager: for class loaders, by way of containers and loaders. */
    private static Object standIn(Class<?> type, ClassLoader loader) {
        InvocationHandler answers = (proxy, method, args) -> {
            Class<?> asked = method.getReturnType();
            if (asked == ClassLoader.class) {
                return loader;
            }
            return asked.isInterface() ? standIn(asked, loader) : null;
        };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers);
    }
}
