package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.server.cli.Main;

/** What a replay prints is to the byte what the version printed that was 3 to 6 times slower. The digests are of its answers. */
@Isolated
class ReplaysAsBeforeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOISE|1|--metric score|f5f0e734523de8ac",
                "NOISE|2|--metric score|0bc9be0bb516b218",
                "BITS|1|--metric score|c542ace71056a504",
                "BITS|2|--metric score|aa03a780e62d12cc",
                "DAILY|1|--metric score|a502101e81d09075",
                "DAILY|2|--metric score|21f749a77882a4b4",
                "HEART|1|--metric score|54bf1d26be7ba2f7",
                "HEART|2|--metric score|27bedb353d2dee1c",
                "MODES|1|--metric score|9cda5fdf8e5ef8e1",
                "MODES|2|--metric score|40573ff89bb00a23",
                "HEART|3|--metric score --json|a54ac34304fc1964",
                "DAILY|4|--metric score --json|5170491ae05875dc",
                "COUNTS|1|--metric count|af4dbed0f34ca1d1",
                "COUNTS|2|--metric count --json|9d4b31fb0bec94dd",
                "COUNTS|3|--metric score|689a5935a6302248",
                "BITS|3|--metric rate --limit 0.05|d8e92b6eedb771eb",
                "BITS|4|--metric rate --limit 0.05 --json|77b08005f7610c04",
                "BITS|3|--metric rate|97f6f4c8e450ae34",
                "BITS|4|--metric rate --independent --direction either|89e7ed25a5e1e212",
                "NOISE|3|--metric mean --low 0 --high 100 --limit 50.2|61c06f43556e373d"
            })
    void a_replay_prints_what_it_printed_before(GeneratedRows rows, long seed, String options, String digest)
            throws IOException, NoSuchAlgorithmException {
        var file = Files.writeString(folder.resolve("rows.csv"), rows.csv(seed));
        var command = new ArrayList<String>(List.of("watch", "replay", file.toString(), "--lang", "en"));
        command.addAll(List.of(options.split(" ")));
        assertThat(digest(printed(command))).isEqualTo(digest);
    }

    private static byte[] printed(List<String> command) {
        var real = System.out;
        var out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            Main.run(command.toArray(String[]::new));
        } finally {
            System.setOut(real);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                .substring(0, 16);
    }
}
