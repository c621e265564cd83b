package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZonedDateTime;

final class LabelReport {
    static void write(Path file, Path folder, LabelTally tally, Speech speech, ZonedDateTime now) throws IOException {
        throw new IOException("todo " + file + folder + tally + speech + now + Files.class + StandardCopyOption.class);
    }
}
