package zhiheng.server.rooms.assess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import zhiheng.base.Refusal;
import zhiheng.drills.judge.Judge;
import zhiheng.drills.judge.Judges;
import zhiheng.drills.suite.Suite;
import zhiheng.drills.suite.Suites;
import zhiheng.packs.PackException;
import zhiheng.server.ground.meaning.ChosenMeaning;

/** The suites that are there, and the judges. A suite is read again only when its file has changed. */
final class Shelf {
    private final Path folder;
    private final ChosenMeaning model;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    private record Read(FileTime changed, long size, Suite suite) {}

    Shelf(Path folder, ChosenMeaning model) {
        this.folder = folder;
        this.model = model;
    }

    Path folder() {
        return folder;
    }

    Suites suites() {
        return new Suites(folder);
    }

    private Optional<Suite> find(String id) {
        if (!suites().ids().contains(id)) {
            return Optional.empty();
        }
        try {
            var file = Files.readAttributes(folder.resolve(id + ".yaml"), BasicFileAttributes.class);
            var known = read.get(id);
            if (known != null && known.changed().equals(file.lastModifiedTime()) && known.size() == file.size()) {
                return Optional.of(known.suite());
            }
            var suite = suites().find(id);
            suite.ifPresent(s -> read.put(id, new Read(file.lastModifiedTime(), file.size(), s)));
            return suite;
        } catch (IOException e) {
            return suites().find(id);
        }
    }

    Suite suite(String id) {
        try {
            return find(id).orElseThrow(() -> Refusal.invalid(
                            "没有测评套件“" + id + "”。有：" + String.join("、", suites().ids()),
                            "There is no suite '" + id + "'. There are: " + String.join(", ", suites().ids()))
                    .at("suite"));
        } catch (PackException e) {
            throw Refusal.invalid("套件有误：" + e.getMessage(), "The suite has a fault: " + e.getMessage())
                    .at("suite");
        }
    }

    /**
     * A folder of suites without labelled sets of its own has those that ship.
     *
     * @param id {@code rules}, {@code meaning} or {@code together}
     */
    Judge judge(String id) {
        Judges judges;
        try {
            judges = Judges.read(
                    folder.resolve("judges"), AssessCommand.folder(null).resolve("judges"));
        } catch (PackException e) {
            throw Refusal.invalid("判定所用的标注集有误：" + e.getMessage(), "A labelled set has a fault: " + e.getMessage());
        }
        return switch (id) {
            case "rules" -> judges.rules();
            case "meaning" -> {
                var meaning = model.meaning();
                if (meaning == null) {
                    throw Refusal.invalid("没有语义模型，请用 rules。", "There is no sentence model here; use rules.")
                            .at("judge");
                }
                yield judges.meaning(meaning::of);
            }
            case "together" -> {
                var meaning = model.meaning();
                yield judges.together(text -> meaning == null ? Optional.empty() : meaning.of(text));
            }
            default ->
                throw Refusal.invalid("判定者为 rules、meaning 或 together。", "A judge is rules, meaning or together.")
                        .at("judge");
        };
    }
}
