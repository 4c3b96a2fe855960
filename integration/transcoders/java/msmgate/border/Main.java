package msmgate.border;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import msmgate.shop.Json;

/**
 * Runs MSM's own transcoders for a test that asks over standard input, one line for each question and each answer.
 * An argument is name=factoryClass=place:place:…, jars or directories of them. The end of the input ends it.
 */
public final class Main {
    private Main() {
    }

    public static void main(String[] args) throws Exception {
        OutputStream answers = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // what a library prints is no answer
        java.util.logging.LogManager.getLogManager().reset(); // refused records are answers, not warnings
        Map<String, Format> formats = new LinkedHashMap<String, Format>();
        for (String arg : args) {
            String[] parts = arg.split("=", 3);
            formats.put(parts[0], new Format(parts[0], parts[1], parts[2]));
        }
        // Deep graphs need a deep stack, here as in a node's threads.
        Thread thread = new Thread(null, () -> serve(new Commands(formats), answers), "border", 1L << 29);
        thread.start();
        thread.join();
    }

    private static void serve(Commands commands, OutputStream answers) {
        try {
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII), 1 << 16);
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                answers.write(answer(commands, line).getBytes(StandardCharsets.US_ASCII));
                answers.write('\n');
                answers.flush();
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static String answer(Commands commands, String line) {
        try {
            return commands.run(line.split(" "));
        } catch (Throwable e) {
            StringBuilder why = new StringBuilder(e.toString());
            for (Throwable cause = e.getCause(); cause != null && why.length() < 4000; cause = cause.getCause()) {
                why.append("\n  because of ").append(cause);
            }
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            StackTraceElement[] frames = root.getStackTrace();
            for (int i = 0; i < frames.length && i < 12; i++) {
                why.append("\n    at ").append(frames[i]);
            }
            return new Json().open('{').name("error").string(why.toString()).close('}').toString();
        }
    }
}
