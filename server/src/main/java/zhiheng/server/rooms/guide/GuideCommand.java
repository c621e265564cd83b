package zhiheng.server.rooms.guide;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.office.policy.Guides;
import zhiheng.office.policy.Measures;
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.law.RememberedPacks;

@Command(
        name = "guide",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "一企一策：根据企业画像给出可以享受、应当做和不可用的政策措施。",
            "One enterprise, one policy: what a profile may get, must do, and what is closed, each with why."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng guide packs/policies/example-city-vouchers/small-supplier.yaml",
            "Exit code: 0 a guide was made, 2 the profile cannot be read or contradicts itself."
        })
final class GuideCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE.yaml", description = "name and facts of one enterprise")
    Path file = Path.of("");

    @Option(names = "--as-of", paramLabel = "DATE", description = "the policies as of this day (default: today)")
    @Nullable
    LocalDate asOf;

    @Option(
            names = "--library",
            paramLabel = "DIR",
            description = "folder of packs (default: the packs that ship);" + " policies lie beside it in 'policies'")
    @Nullable
    Path library;

    @Option(names = "--json", description = "answer as JSON, a stable contract")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() {
        var packs = library != null
                ? library
                : Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/library");
        var folder = packs.resolveSibling("policies");
        var policies = RememberedPacks.load(folder);
        var guides = new Guides(Measures.load(policies, folder), RememberedPacks.load(packs)::calendar);
        var profile = SystemFile.read(policies, file);
        var day = asOf != null ? asOf : LocalDate.now();
        var wrong = guides.contradictions(profile.facts(), day);
        if (!wrong.isEmpty()) {
            wrong.forEach(c -> System.err.println(file + ": " + c.fact() + ": " + speech.say(c.text())));
            return 2;
        }
        var guide = guides.guide(profile.facts(), day);
        System.out.print(
                json
                        ? JsonOut.compact(GuideJson.of(profile.name(), guide, Map.of())) + "\n"
                        : new GuideText(policies, speech).render(profile.name(), guide));
        return 0;
    }
}
