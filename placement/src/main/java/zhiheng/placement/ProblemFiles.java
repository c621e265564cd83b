package zhiheng.placement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/**
 * Problems as files: one of JSON, or tables of CSV, see {@link ProblemTables}. Strict: what is missing, unknown or impossible is
 * refused with its place.
 */
public final class ProblemFiles {
    /** Of one file. */
    public static final int MOST_BYTES = 16 << 20;

    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(8, 200, 80, 24);

    private ProblemFiles() {}

    public static Problem read(byte[] json) {
        return read(utf8(json));
    }

    public static Problem read(String json) {
        try {
            return problem(new Part("", JsonReader.object(json, LIMITS)));
        } catch (JsonException e) {
            throw new Refusal(Refusal.Kind.MALFORMED, e.reason()).at(e.line() + ":" + e.column());
        }
    }

    static String utf8(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw Refusal.invalid("文件最大 16 MB", "a file has 16 MB at most");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Refusal(Refusal.Kind.MALFORMED, "不是 UTF-8 文本", "this is no UTF-8 text");
        }
    }

    private static Problem problem(Part part) {
        var begin = part.time("begin");
        int hours = part.whole("hours");
        var sites = new ArrayList<Site>();
        for (var site : few(part, "sites", Limits.SITES)) {
            sites.add(site(site));
        }
        var jobs = new ArrayList<Job>();
        for (var job : few(part, "jobs", Limits.JOBS)) {
            jobs.add(job(job, begin, hours));
        }
        var currency = part.text("currency", "CNY");
        double carbonPrice = part.number("carbon_price", 1);
        return part.done(() -> new Problem(begin, hours, currency, carbonPrice, sites, jobs));
    }

    private static List<Part> few(Part part, String name, int most) {
        if (part.list(name).size() > most) {
            throw part.bad(name, "最多 " + most + " 个", "there may be " + most + " at most");
        }
        return part.parts(name);
    }

    private static Site site(Part part) {
        var id = part.text("id");
        var name = part.has("name") ? text(part.part("name")) : new Text(id, id);
        var pools = new ArrayList<Pool>();
        for (var pool : few(part, "pools", 50)) {
            pools.add(pool(pool));
        }
        if (part.has("carbon") == part.has("mix")) {
            throw part.bad("carbon", "carbon 与 mix 须且只须给出一个", "either carbon or mix is wanted");
        }
        double latitude = part.number("latitude");
        double longitude = part.number("longitude");
        var jurisdiction = part.text("jurisdiction");
        double pue = part.number("pue");
        var price = part.hourly("price");
        var carbon = part.has("carbon") ? part.hourly("carbon") : PowerSource.carbon(part.part("mix"));
        var latency = part.numbers("latency_ms");
        var gbps = part.numbers("gbps");
        return part.done(
                () -> new Site(id, name, latitude, longitude, jurisdiction, pue, pools, price, carbon, latency, gbps));
    }

    private static Text text(Part part) {
        var zh = part.text("zh");
        var en = part.text("en");
        return part.done(() -> new Text(zh, en));
    }

    static Pool pool(Part part) {
        var accelerator = part.text("accelerator");
        int count = part.whole("count");
        double memory = part.number("memory_gb", 0);
        double kw = part.number("kw");
        double hire = part.number("hire", 0);
        return part.done(() -> new Pool(accelerator, count, memory, kw, hire));
    }

    static Job job(Part part, Instant begin, int hours) {
        var id = part.text("id");
        var accelerator = part.text("accelerator");
        int count = part.whole("count", 1);
        double memory = part.number("memory_gb", 0);
        int length = part.whole("hours");
        var residency = part.texts("residency");
        int earliest = part.has("earliest") ? Math.max(0, hour(part, "earliest", begin, true)) : 0;
        int deadline = part.has("deadline") ? hour(part, "deadline", begin, false) : hours;
        var region = part.text("region", "");
        if (part.has("latency_ms") == region.isEmpty()) {
            throw part.bad("latency_ms", "region 与 latency_ms 须同时给出", "region and latency_ms go together");
        }
        double latency = part.number("latency_ms", 10_000);
        double data = part.number("data_gb", 0);
        var from = part.text("data_region", "");
        boolean pausable = part.truth("pausable", false);
        int priority = part.whole("priority", 5);
        return part.done(() -> new Job(
                id,
                accelerator,
                count,
                memory,
                length,
                residency,
                earliest,
                deadline,
                region,
                latency,
                data,
                from,
                pausable,
                priority));
    }

    /** A time as an hour of the plan: what may begin within an hour begins with the next, what must end within one ends with it. */
    private static int hour(Part part, String name, Instant begin, boolean up) {
        long seconds = ChronoUnit.SECONDS.between(begin, part.time(name));
        long hour = up ? Math.ceilDiv(seconds, 3600) : Math.floorDiv(seconds, 3600);
        if (Math.abs(hour) > 1_000_000) {
            throw part.bad(name, "离计划太远", "is too far from the plan");
        }
        return (int) hour;
    }

    /** The file that reads as this problem. */
    public static String write(Problem problem) {
        var map = new LinkedHashMap<String, Object>();
        map.put("begin", problem.begin());
        map.put("hours", problem.hours());
        map.put("currency", problem.currency());
        map.put("carbon_price", problem.carbonPrice());
        map.put("sites", problem.sites().stream().map(ProblemFiles::map).toList());
        map.put("jobs", problem.jobs().stream().map(job -> map(problem, job)).toList());
        return Json.write(map);
    }

    private static Map<String, ?> map(Site site) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", site.id());
        map.put("name", of("zh", site.name().zh(), "en", site.name().en()));
        map.put("latitude", site.latitude());
        map.put("longitude", site.longitude());
        map.put("jurisdiction", site.jurisdiction());
        map.put("pue", site.pue());
        map.put(
                "pools",
                site.pools().stream()
                        .map(p -> of(
                                "accelerator",
                                p.accelerator(),
                                "count",
                                p.count(),
                                "memory_gb",
                                p.memoryGb(),
                                "kw",
                                p.kw(),
                                "hire",
                                p.hire()))
                        .toList());
        map.put("price", site.price().list());
        map.put("carbon", site.carbon().list());
        map.put("latency_ms", new TreeMap<>(site.latencyMs()));
        map.put("gbps", new TreeMap<>(site.gbps()));
        return map;
    }

    private static Map<String, ?> map(Problem problem, Job job) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", job.id());
        map.put("accelerator", job.accelerator());
        map.put("count", job.count());
        map.put("memory_gb", job.memoryGb());
        map.put("hours", job.hours());
        map.put("residency", job.residency());
        map.put("earliest", problem.at(job.earliest()));
        map.put("deadline", problem.at(job.deadline()));
        if (!job.region().isEmpty()) {
            map.put("region", job.region());
            map.put("latency_ms", job.latencyMs());
        }
        if (job.dataGb() > 0) {
            map.put("data_gb", job.dataGb());
            map.put("data_region", job.dataRegion());
        }
        map.put("pausable", job.pausable());
        map.put("priority", job.priority());
        return map;
    }

    private static Map<String, ?> of(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
