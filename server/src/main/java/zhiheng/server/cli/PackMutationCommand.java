package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.packs.PackMutation;

@Command(
        name = "mutate",
        mixinStandardHelpOptions = true,
        description = {
            "把每条规则逐一改错（少一个条件、“且”换成“或”、日期差一天……），看案例能否发现。",
            "Makes every rule wrong in every small way, one at a time (a condition left out, 'or' for 'and', a day"
                    + " moved), and counts what the cases catch. Lists what they do not."
        })
final class PackMutationCommand implements Callable<Integer> {
    @Mixin
    Library library = new Library();

    @Option(names = "--pack", paramLabel = "ID", description = "只看一个规则包 / one pack only")
    String pack = "";

    @Option(
            names = "--at-least",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "低于此比例时以 1 退出 / exit 1 where fewer are caught (default: ${DEFAULT-VALUE})")
    double atLeast;

    @Option(
            names = "--propose",
            paramLabel = "DIR",
            description = {
                "为未被发现的改错各找一个案例，按规则包写入此文件夹。案例写的是规则现在的说法，须有人对照法条。",
                "look for a case that would catch each of those that are missed, one file a pack into this folder. They"
                        + " expect what the packs say now: somebody has to read them against the law"
            })
    @Nullable
    Path propose;

    @Override
    public Integer call() throws IOException {
        if (!(atLeast >= 0 && atLeast <= 100)) {
            throw Refusal.invalid("--at-least 须在 0 与 100 之间。", "--at-least must be between 0 and 100.");
        }
        var tallies = PackMutation.run(library.load(), library.folder());
        if (!pack.isEmpty() && !tallies.containsKey(pack)) {
            throw Refusal.notFound("没有规则包 " + pack + "。", "There is no pack " + pack + ".");
        }
        if (propose != null) {
            propose(propose);
            return 0;
        }
        int mutants = 0;
        int caught = 0;
        for (var entry : tallies.entrySet()) {
            if (pack.isEmpty() || pack.equals(entry.getKey())) {
                var tally = entry.getValue();
                tally.survivors().forEach(System.out::println);
                say(entry.getKey(), tally.mutants(), tally.caught());
                mutants += tally.mutants();
                caught += tally.caught();
            }
        }
        if (pack.isEmpty()) {
            say(library.say("全部", "all"), mutants, caught);
        }
        return 100.0 * caught >= atLeast * mutants ? 0 : 1;
    }

    private void propose(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var entry : PackMutation.propose(library.load(), library.folder()).entrySet()) {
            if (pack.isEmpty() || pack.equals(entry.getKey())) {
                var file = folder.resolve(entry.getKey() + ".yaml");
                try {
                    Files.writeString(file, entry.getValue(), StandardOpenOption.CREATE_NEW);
                } catch (FileAlreadyExistsException e) {
                    throw Refusal.invalid(
                            "文件 " + file + " 已存在，未覆盖。请换一个文件夹。",
                            file + " exists and is not overwritten; name another folder.");
                }
                System.out.println(file);
            }
        }
    }

    private void say(String of, int mutants, int caught) {
        System.out.println(
                library.say("%-28s 改错 %d 处，案例发现 %d 处（%.1f %%）", "%-28s %d mistakes made, %d caught (%.1f %%)")
                        .formatted(of, mutants, caught, mutants == 0 ? 100 : 100.0 * caught / mutants));
    }
}
