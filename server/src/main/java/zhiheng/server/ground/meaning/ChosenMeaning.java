package zhiheng.server.ground.meaning;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/** The one sentence model of a process, as its setting names it, and where vectors that it made are kept. */
public final class ChosenMeaning implements AutoCloseable {
    private final String setting;
    private final int readers;
    private @Nullable Meaning opened;
    private boolean asked;

    /** @param setting the folder of a model; "" for the one that ships, "off" for none */
    public ChosenMeaning(String setting) {
        this(setting, 1);
    }

    /** @param readers texts that the model that ships reads at once: a server leaves its cores to its callers, a command does not */
    public ChosenMeaning(String setting, int readers) {
        this.setting = setting;
        this.readers = readers;
    }

    /** Null where there is none. Whoever asks shares it; it is closed here. */
    public synchronized @Nullable Meaning meaning() {
        if (!asked) {
            opened = switch (setting) {
                case "" -> ShippedMeaning.find(readers).orElse(null);
                case "off" -> null;
                default -> open(setting);
            };
            asked = true;
        }
        return opened;
    }

    private static Meaning open(String folder) {
        try {
            return OnnxMeaning.open(Path.of(folder));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("无法使用语义模型：" + e.getMessage(), "The sentence model cannot be used: " + e.getMessage())
                    .at("ZHIHENG_MEANING");
        }
    }

    /** Vectors kept under a name in the folder of caches that the launcher gives ({@code zhiheng.cache}); without one nothing is kept. */
    public Vectors vectors(String name) {
        for (var folder : System.getProperty("zhiheng.cache", "").split(File.pathSeparator)) {
            try {
                if (!folder.isEmpty() && Files.isWritable(Files.createDirectories(Path.of(folder)))) {
                    return new Vectors(Path.of(folder, name + ".vectors"), model());
                }
            } catch (IOException e) {
                continue; // the next one may do
            }
        }
        return Vectors.unkept();
    }

    private String model() {
        try {
            var file = Path.of(setting, "model.onnx");
            return setting.isEmpty() || !Files.isRegularFile(file)
                    ? "bge-small-zh-v1.5-q"
                    : file.toAbsolutePath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return setting;
        }
    }

    @Override
    public synchronized void close() {
        var meaning = opened;
        asked = true;
        opened = null;
        if (meaning != null) {
            meaning.close();
        }
    }
}
