package zhiheng.server.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import zhiheng.base.Refusal;
import zhiheng.packs.PackException;
import zhiheng.server.house.Rooms;

/** The entry point. Exit codes: 0 done, 1 the answer is "no" or something failed, 2 the call or its input is wrong. */
@Command(
        name = "zhiheng",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "智衡：把规则从法条带到运行中的人工智能服务，并证明其效果。",
            "Zhiheng carries a rule from the law book to a running AI service and proves what it changed."
        },
        footer = {
            "",
            "Besides these, the launcher itself knows:  test (all tests),  bench NAME (a benchmark),  warm (prepares"
                    + " quick starts).",
            "Language of answers: --lang zh|en, else the LANG variable."
        })
public final class Main {
    private static final List<Class<?>> OWN = List.of(
            ServeCommand.class,
            DemoCommand.class,
            ClassifyCommand.class,
            PacksCommand.class,
            InventoryCommand.class,
            C2paCommand.class,
            BackupCommand.class,
            RestoreCommand.class);

    private Main() {}

    public static void main(String[] args) {
        System.setOut(new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code; never throws. */
    public static int run(String... args) {
        return line(args)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(LocalDate.class, Main::date)
                .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, parsed))
                .execute(args);
    }

    /** The line with the one command that is called; with all of them when it is none of them. */
    private static CommandLine line(String... args) {
        var line = new CommandLine(new Main());
        var called = args.length == 0 ? "" : args[0];
        for (var command : named(OWN, called)
                .or(() -> named(Rooms.commands(), called))
                .orElseGet(() ->
                        Stream.concat(OWN.stream(), Rooms.commands().stream()).toList())) {
            line.addSubcommand(command); // each costs a start its reading of the annotations of all its options
        }
        return line;
    }

    private static Optional<List<Class<?>>> named(List<Class<?>> commands, String name) {
        return commands.stream()
                .filter(command -> name(command).equals(name))
                .findFirst()
                .map(List::of);
    }

    private static String name(Class<?> command) {
        return java.util.Objects.requireNonNull(command.getAnnotation(Command.class))
                .name();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' 不是日期，请写作 YYYY-MM-DD / is not a date; write YYYY-MM-DD, as 2026-12-02");
        }
    }

    private static int explain(Exception failure, ParseResult parsed) {
        switch (failure) {
            case PackException e -> System.err.println(e.getMessage());
            case java.nio.file.NoSuchFileException e -> System.err.println("没有这个文件 / no such file: " + e.getFile());
            case Refusal e -> System.err.println(e.spoken().in(language(parsed)));
            default -> System.err.println("失败 / failed: " + reason(failure));
        }
        return switch (failure) {
            case Refusal e -> e.kind().exitCode();
            case PackException e -> 2;
            case java.nio.file.NoSuchFileException e -> 2;
            default -> 1;
        };
    }

    /** The language that the call asked for, else the one of LANG. */
    private static String language(ParseResult parsed) {
        var last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        var asked = last.matchedOptionValue("--lang", "");
        return asked.isEmpty() ? System.getenv().getOrDefault("LANG", "en") : asked;
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
