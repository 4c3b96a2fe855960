package msmgate.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/** Writes the session of {@link Attributes} as MSM would store it: Records DIRECTORY FORMAT... */
final class Records {
    public static void main(String[] args) throws Exception {
        for (int i = 1; i < args.length; i++) {
            byte[] record = Formats.open(args[i]).serializeAttributes(Formats.session(), Attributes.map());
            Path file = Paths.get(args[0], "map-" + args[i] + ".bin");
            Files.write(file, record);
            Map<String, Object> again = Formats.open(args[i]).deserializeAttributes(record);
            System.out.println(file.getFileName() + ": " + record.length + " bytes, " + again.size() + " attributes");
        }
    }

    private Records() {
    }
}
