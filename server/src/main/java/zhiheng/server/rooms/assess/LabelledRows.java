package zhiheng.server.rooms.assess;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import zhiheng.base.Refusal;
import zhiheng.drills.kits.Labelled;

/** Labelled inputs in a file: a line each, the label's number and then the values, commas between. */
final class LabelledRows {
    private LabelledRows() {}

    /** At most so many of the first lines; a line that does not fit is named. */
    static Labelled read(Path file, int width, int classes, int most) {
        var inputs = new ArrayList<float[]>();
        var labels = new ArrayList<Integer>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (var line = lines.readLine(); line != null && inputs.size() < most; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                var cells = line.split(",", -1);
                if (cells.length != width + 1) {
                    throw bad(
                            file,
                            number,
                            "有 " + cells.length + " 个值，应为标签与 " + width + " 个值",
                            cells.length + " values, there should be a label and " + width + " values");
                }
                inputs.add(values(file, number, cells));
                labels.add(label(file, number, cells[0], classes));
            }
        } catch (IOException e) {
            throw Refusal.unavailable("无法读取数据文件", "the file of inputs cannot be read", e)
                    .at(file.toString());
        }
        if (inputs.isEmpty()) {
            throw Refusal.invalid("数据文件没有输入", "the file of inputs has none").at(file.toString());
        }
        return new Labelled(
                inputs.toArray(float[][]::new), labels.stream().mapToInt(l -> l).toArray());
    }

    /** @throws Refusal where a value is none of a picture, with the number of its row */
    static void pictures(Labelled rows, String where) {
        for (int i = 0; i < rows.size(); i++) {
            for (float value : rows.inputs()[i]) {
                if (!(value >= 0 && value <= 1)) {
                    throw Refusal.invalid(
                                    "图片的值应在 0 与 1 之间，有 " + value,
                                    "values of pictures are from 0 to 1; there is " + value)
                            .at(where + "#" + (i + 1));
                }
            }
        }
    }

    private static int label(Path file, int line, String cell, int classes) {
        try {
            int label = Integer.parseInt(cell.strip());
            if (label >= 0 && label < classes) {
                return label;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw bad(
                file,
                line,
                "标签应为 0 到 " + (classes - 1) + " 的整数：" + cell,
                "the label is a whole number from 0 to " + (classes - 1) + ": " + cell);
    }

    private static float[] values(Path file, int line, String[] cells) {
        var values = new float[cells.length - 1];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = Float.parseFloat(cells[i + 1].strip());
            } catch (NumberFormatException e) {
                values[i] = Float.NaN;
            }
            if (!Float.isFinite(values[i])) {
                throw bad(file, line, "不是数：" + cells[i + 1], "no number: " + cells[i + 1]);
            }
        }
        return values;
    }

    private static Refusal bad(Path file, int line, String zh, String en) {
        return Refusal.invalid(zh, en).at(file.getFileName() + ":" + line);
    }
}
