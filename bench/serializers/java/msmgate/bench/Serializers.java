package msmgate.bench;

import de.javakaffee.web.msm.MemcachedBackupSession;
import de.javakaffee.web.msm.SessionAttributesTranscoder;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Times one of MSM's transcoders on one record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Serializers {
    /** Names a file of the directory in the property "records": the session, a dash, the format. */
    @Param("map-java")
    public String record;

    private SessionAttributesTranscoder transcoder;
    private MemcachedBackupSession session;
    private byte[] stored;
    private ConcurrentHashMap<String, Object> attributes;
    private int visits;

    @Setup
    public void setup() throws Exception {
        transcoder = Formats.open(record.substring(record.indexOf('-') + 1));
        session = Formats.session();
        stored = Files.readAllBytes(Paths.get(System.getProperty("records"), record + ".bin"));
        attributes = new ConcurrentHashMap<>(transcoder.deserializeAttributes(stored));
        if (!attributes.containsKey("visits")) {
            throw new IllegalStateException(record + " was not read");
        }
    }

    @Benchmark
    public Object decode() {
        return transcoder.deserializeAttributes(stored);
    }

    @Benchmark
    public byte[] encode() {
        attributes.put("visits", Integer.valueOf(visits++ & 1023));
        return transcoder.serializeAttributes(session, attributes);
    }

    @Benchmark
    public byte[] editOne() {
        ConcurrentHashMap<String, Object> read = new ConcurrentHashMap<String, Object>(transcoder.deserializeAttributes(stored));
        read.put("visits", Integer.valueOf(visits++ & 1023));
        return transcoder.serializeAttributes(session, read);
    }
}
