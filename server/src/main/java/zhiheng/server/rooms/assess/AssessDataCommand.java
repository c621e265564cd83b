package zhiheng.server.rooms.assess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.drills.kits.Signs;
import zhiheng.drills.poison.Batches;
import zhiheng.drills.poison.DataDrill;
import zhiheng.drills.poison.Trigger;
import zhiheng.drills.target.Shape;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "查看训练图片是否被投毒：哪一批可疑、哪些标签有误；--drill 在副本中植入五种触发器，看能否被发现。",
            "Look for poison in training pictures: which delivery is odd, which labels are wrong; --drill puts five triggers into"
                    + " a copy and says whether they would be seen."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng assess data deliveries --shape 3x16x16      ./zhiheng assess data --kit --drill",
            "DIR holds a .csv file for each delivery: a line a picture, the label's number first and then its values from 0 to"
                    + " 1, channel by channel; no head line. Nothing is written to DIR.",
            "Exit code: 0 no delivery is accused (--drill: each trigger's is), 1 otherwise, 2 the call or its input is wrong."
        })
final class AssessDataCommand implements Callable<Integer> {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,2})x(\\d{1,4})x(\\d{1,4})");
    private static final int MOST_CLASSES = 200;
    private static final int MOST_ROWS = 20_000;
    private static final int SHOWN = 10;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "a folder, a .csv file for each delivery")
    @Nullable
    Path folder;

    @Option(names = "--shape", paramLabel = "CxHxW", description = "channels, height and width, such as 3x16x16")
    @Nullable
    String shape;

    @Option(names = "--kit", description = "1,000 drawn traffic signs in ten deliveries, to try it")
    boolean kit;

    @Option(names = "--drill", description = "put five triggers into a copy, one after the other, and look for each")
    boolean drill;

    @Option(
            names = "--level",
            paramLabel = "X",
            description = "share of clean sets in which a delivery may be accused (default: .01)")
    double level = .01;

    @Option(names = "--out", paramLabel = "FILE.csv", description = "all rows, the oddest first")
    @Nullable
    Path out;

    @Option(names = "--seed", paramLabel = "N", description = "of all chance (default: 1)")
    long seed = 1;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() {
        if (kit == (folder != null)) {
            throw Refusal.invalid("请给出一个文件夹，或 --kit", "give a folder, or --kit");
        }
        if (drill && out != null) {
            throw Refusal.invalid("--out 不与 --drill 同用", "--out does not go with --drill");
        }
        var picture = picture();
        var batches = folder == null ? drawn() : read(folder, picture);
        int classes = Arrays.stream(batches.data().labels()).max().orElse(0) + 1;
        var asked = new DataDrill(picture, classes, level, seed);
        line(
                speech.say("%d 张图片，%d 类，%d 批；摘要 %s", "%d pictures of %d classes in %d deliveries; digest %s"),
                batches.data().size(),
                classes,
                batches.all().size(),
                batches.digest());
        return drill ? drilled(asked, batches) : checked(asked, batches);
    }

    private Shape.Picture picture() {
        if (kit) {
            if (shape != null) {
                throw Refusal.invalid("--shape 不与 --kit 同用", "--shape does not go with --kit");
            }
            return Signs.HALF;
        }
        var match = SHAPE.matcher(shape == null ? "" : shape.strip());
        if (!match.matches()) {
            throw Refusal.invalid(
                    "请用 --shape 给出图片的通道数、高与宽，例如 3x16x16",
                    "say with --shape the channels, height and width of the pictures, such as 3x16x16");
        }
        return new Shape.Picture(
                Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
    }

    private Batches drawn() {
        var signs = Signs.halved(Signs.draw(1000, 20 + seed));
        var batches = Batches.none();
        for (int b = 0; b < 10; b++) {
            batches = batches.and("delivery-" + (b + 1), "kit", signs.from(100 * b, 100 * b + 100));
        }
        return batches;
    }

    static Batches read(Path folder, Shape.Picture shape) {
        if (!Files.isDirectory(folder)) {
            throw Refusal.notFound("没有这个文件夹", "there is no such folder").at(folder.toString());
        }
        var files = new ArrayList<Path>();
        try (var list = Files.newDirectoryStream(folder, "*.{csv,CSV}")) {
            list.forEach(files::add);
        } catch (IOException e) {
            throw Refusal.unavailable("无法读取文件夹", "the folder cannot be read", e).at(folder.toString());
        }
        files.sort(null);
        if (files.isEmpty()) {
            throw Refusal.invalid("文件夹中没有 .csv 文件", "the folder has no .csv files")
                    .at(folder.toString());
        }
        var batches = Batches.none();
        for (var file : files) {
            var rows = LabelledRows.read(file, shape.size(), MOST_CLASSES, MOST_ROWS + 1);
            LabelledRows.pictures(rows, file.getFileName().toString());
            batches = batches.and(file.getFileName().toString(), folder.toString(), rows);
        }
        return batches;
    }

    private int checked(DataDrill asked, Batches batches) {
        if (batches.all().size() < 2) {
            line(
                    "%s",
                    speech.say(
                            "只有一批，无法指出哪一批可疑；仍会列出可疑的行。",
                            "There is one delivery alone, so none can be accused; odd rows are listed all the same."));
        }
        var report = asked.check(batches);
        var place = places(batches);
        line(speech.say("标签有误，估计 %.1f %%", "wrong labels, estimated: %.1f %%"), 100 * report.noise());
        rows(report.mislabelled(), place);
        line("%s", speech.say("最可疑的行（其中多少确为投毒无从得知）", "oddest rows (how many are poison nobody can say)"));
        rows(report.odd(), place);
        var accused = report.provenance().accused();
        for (var one : accused) {
            var delivery = batches.all().get(one.batch());
            line(
                    speech.say(
                            "批次 %s 可疑：最可疑的 %d 行中有 %d 行来自它（%s，p = %.2g）；去除后的摘要 %s",
                            "delivery %s is accused: of the %d oddest rows it brought %d (%s, p = %.2g); without it the digest is"
                                    + " %s"),
                    delivery.id(),
                    one.top(),
                    one.hits(),
                    speech.say(one.by()),
                    one.p(),
                    batches.without(delivery.id()).digest());
        }
        if (accused.isEmpty()) {
            line("%s", speech.say("没有可指出的批次。", "No delivery is accused."));
        }
        if (out != null) {
            write(out, report.odd(), place);
        }
        return accused.isEmpty() ? 0 : 1;
    }

    private void rows(List<DataDrill.Row> rows, List<String> place) {
        for (var row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
            line(
                    "  %-30s %s %d, %s %d",
                    place.get(row.row()),
                    speech.say("标签", "label"),
                    row.label(),
                    speech.say("更像", "looks like"),
                    row.likely());
        }
        if (rows.size() > SHOWN) {
            line(speech.say("  另有 %d 行（--out）", "  and %d more (--out)"), rows.size() - SHOWN);
        }
    }

    /** Each row by its delivery and number in it. */
    private static List<String> places(Batches batches) {
        var places = new ArrayList<String>();
        for (var batch : batches.all()) {
            for (int i = 1; i <= batch.rows().size(); i++) {
                places.add(batch.id() + "#" + i);
            }
        }
        return places;
    }

    private static void write(Path file, List<DataDrill.Row> rows, List<String> place) {
        var text = new StringBuilder("row,label,likely\n");
        for (var row : rows) {
            text.append('"')
                    .append(place.get(row.row()).replace("\"", "\"\""))
                    .append("\",")
                    .append(row.label())
                    .append(',')
                    .append(row.likely())
                    .append('\n');
        }
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Refusal.unavailable("无法写入", "cannot be written", e).at(file.toString());
        }
    }

    private int drilled(DataDrill asked, Batches batches) {
        boolean all = true;
        for (var trigger : Trigger.values()) {
            var run = asked.plant(batches, trigger);
            all &= run.named();
            line(
                    speech.say(
                            "%s：%d 行入批次 %s，模型服从 %.0f %%；AUC %.3f，误报 1 %% 时发现 %.2f；指出批次 %s，冤指 %d，回退后摘要相符 %s",
                            "%s: %d rows into %s, obeyed in %.0f %%; AUC %.3f, found at 1 %% false %.2f; delivery named %s,"
                                    + " innocent named %d, digest as before once taken back %s"),
                    speech.say(trigger.text()),
                    run.rows(),
                    batches.all().get(run.delivery()).id(),
                    100 * run.obeyed(),
                    run.roc().auc(),
                    run.roc().found(),
                    yes(run.named()),
                    run.innocent(),
                    run.named() ? yes(run.restored()) : "–");
        }
        return all ? 0 : 1;
    }

    private String yes(boolean is) {
        return is ? speech.say("是", "yes") : speech.say("否", "no");
    }

    private static void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
