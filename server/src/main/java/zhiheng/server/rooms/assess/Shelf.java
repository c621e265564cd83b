package zhiheng.server.rooms.assess;

import java.nio.file.Path;
import zhiheng.base.Refusal;
import zhiheng.drills.judge.Judge;
import zhiheng.drills.judge.Judges;
import zhiheng.drills.suite.Suite;
import zhiheng.drills.suite.Suites;
import zhiheng.packs.PackException;
import zhiheng.server.ground.meaning.ChosenMeaning;

/** The suites that are there, and the judges. */
record Shelf(Path folder, ChosenMeaning model) {
    Suites suites() {
        return new Suites(folder);
    }

    Suite suite(String id) {
        try {
            return suites()
                    .find(id)
                    .orElseThrow(() -> Refusal.invalid(
                                    "没有测评套件“" + id + "”。有：" + String.join("、", suites().ids()),
                                    "There is no suite '" + id + "'. There are: " + String.join(", ", suites().ids()))
                            .at("suite"));
        } catch (PackException e) {
            throw Refusal.invalid("套件有误：" + e.getMessage(), "The suite has a fault: " + e.getMessage())
                    .at("suite");
        }
    }

    /** @param id {@code rules} or {@code meaning} */
    Judge judge(String id) {
        Judges judges;
        try {
            judges = Judges.read(folder.resolve("judges"));
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
            default ->
                throw Refusal.invalid("判定者为 rules 或 meaning。", "A judge is rules or meaning.").at("judge");
        };
    }
}
