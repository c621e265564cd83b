package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "survives",
        mixinStandardHelpOptions = true,
        description = {
            "用一条命令处理文件的副本, 再比较标识。命令中的 IN 和 OUT 代表输入和输出文件; 只有 IN 时视为就地修改。例: --after \"convert IN -resize 50% OUT\"。",
            "Runs a command on a copy of the file and compares the label. In it IN and OUT stand for the files; with IN alone it changes the file",
            "in place. Example: --after \"convert IN -resize 50% OUT\". No shell is involved. Exit codes as of compare; 2 when the command failed."
        })
final class LabelSurvivesCommand implements Callable<Integer> {
    private static final int FAILED = 2;

    @Parameters(paramLabel = "FILE")
    Path file = Path.of("");

    @Option(names = "--after", required = true, paramLabel = "COMMAND", description = "what is done to the file")
    String command = "";

    @Option(
            names = "--to",
            paramLabel = "ENDING",
            description = "ending of the file that comes out (default: as of FILE)")
    String ending = "";

    @Option(names = "--limit", paramLabel = "SECONDS", description = "longest time it may take (default: 120)")
    int limit = 120;

    @Option(names = "--json", description = "one JSON object")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw Refusal.invalid(file + "：不是文件。", file + ": this is no file.");
        }
        var words = words(command);
        if (!words.contains("IN")) {
            throw Refusal.invalid("--after：命令中须有 IN。", "--after: the command must have IN in it.");
        }
        var folder = Files.createTempDirectory("survives");
        try {
            var name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            var old = dot < 0 ? "" : name.substring(dot);
            var in = Files.copy(file, folder.resolve("in" + old));
            var out = words.contains("OUT")
                    ? folder.resolve("out" + (ending.isEmpty() ? old : "." + ending.replaceFirst("^\\.", "")))
                    : in;
            if (!run(words, in, out, folder.resolve("said.txt"))) {
                return FAILED;
            }
            return LabelCompareCommand.tell(file, out, json, speech);
        } finally {
            remove(folder);
        }
    }

    private boolean run(List<String> words, Path in, Path out, Path said) throws IOException, InterruptedException {
        var command = words.stream()
                .map(word -> word.equals("IN") ? in.toString() : word.equals("OUT") ? out.toString() : word)
                .toList();
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            throw Refusal.invalid("无法运行 " + command.getFirst() + "。", command.getFirst() + " cannot be run.");
        }
        process.getOutputStream().close();
        boolean ended = process.waitFor(limit, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        if (ended && process.exitValue() == 0 && Files.isRegularFile(out)) {
            return true;
        }
        System.err.println(
                !ended
                        ? speech.say(
                                "命令超过 " + limit + " 秒, 已中止", "the command took more than " + limit + " s and was ended")
                        : speech.say("命令失败, 退出码 ", "the command failed, or left no file; exit code ")
                                + process.exitValue());
        return false;
    }

    /** Words parted by blanks; a part in quotes is one word. */
    static List<String> words(String command) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        char quote = 0;
        boolean begun = false;
        for (char c : command.toCharArray()) {
            if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote != 0 ? 0 : c;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var each : files.toList()) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(folder);
    }
}
