package zhiheng.bench.season;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a checkout of the benchmark: {@code data/} and {@code labels/combined_windows.json}. For judging, never for tuning. */
public final class NabFolder {
    private static final Pattern JSON_STRING = Pattern.compile("\"([^\"]*)\"");

    private NabFolder() {}

    public static List<Stream> read(Path folder) throws IOException {
        var streams = new ArrayList<Stream>();
        for (var entry : labels(folder.resolve("labels/combined_windows.json")).entrySet()) {
            streams.add(stream(folder.resolve("data"), entry.getKey(), entry.getValue()));
        }
        return streams;
    }

    /** The file holds an object of files to lists of pairs of times; its strings in their order are all that is needed. */
    private static Map<String, List<Long>> labels(Path file) throws IOException {
        var labels = new TreeMap<String, List<Long>>();
        List<Long> times = new ArrayList<>();
        var strings = JSON_STRING.matcher(Files.readString(file));
        while (strings.find()) {
            if (strings.group(1).endsWith(".csv")) {
                times = labels.computeIfAbsent(strings.group(1), name -> new ArrayList<>());
            } else {
                times.add(time(strings.group(1), file));
            }
        }
        return labels;
    }

    private static Stream stream(Path data, String name, List<Long> edges) throws IOException {
        Path file = data.resolve(name);
        var lines = Files.readAllLines(file);
        int rows = lines.size() - 1;
        long[] times = new long[rows];
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            String[] cells = lines.get(i + 1).split(",");
            if (cells.length < 2) {
                throw new IOException(file + ": row " + (i + 1) + " has no value; expected timestamp,value");
            }
            times[i] = time(cells[0], file);
            values[i] = Double.parseDouble(cells[1]);
        }
        var windows = new ArrayList<Stream.Window>();
        for (int w = 0; w + 1 < edges.size(); w += 2) {
            windows.add(new Stream.Window(row(times, edges.get(w), file), row(times, edges.get(w + 1), file)));
        }
        int slash = name.indexOf('/');
        return new Stream(name, slash < 0 ? name : name.substring(0, slash), times, values, windows);
    }

    private static int row(long[] times, long time, Path file) throws IOException {
        for (int i = 0; i < times.length; i++) {
            if (times[i] == time) {
                return i;
            }
        }
        throw new IOException(file + ": no row at " + Instant.ofEpochMilli(time)
                + ", where a window begins or ends; labels and data are of different versions");
    }

    private static long time(String text, Path file) throws IOException {
        try {
            return LocalDateTime.parse(text.strip().replace(' ', 'T'))
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IOException(file + ": not a time: " + text, e);
        }
    }
}
