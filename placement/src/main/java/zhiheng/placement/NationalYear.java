package zhiheng.placement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import zhiheng.base.Text;

/**
 * A year of made-up hours at real places: what is published of a year (how much carbon a kilowatt-hour of a province carries) is
 * kept to the figure, how it is spread over the hours is drawn from simple shapes of sun, wind and water, and is not measured. The
 * same seed yields the same year.
 *
 * <p>Sources, with how sure they are (A: checked against a second copy, C: from memory of the field, as a round level):
 * <ul>
 *   <li>A (ten of the twenty, the others as C): carbon of a kWh by province: average CO2 factors of electricity 2022,
 *       Ministry of Ecology and Environment and National Bureau of Statistics, announcement 33 of 2024.
 *   <li>A: the eight hubs and ten clusters of "Eastern data, western computing", NDRC and others, February 2022; their PUE is at
 *       most 1.25 in the east and 1.2 in the west.
 *   <li>C: shares of water, wind and sun in a province's generation, about 2023, to five percent.
 *   <li>C: levels of price for industry, about 2024, to five fen; peak to valley as 3 to 1, which NDRC's notice 1093 of 2021
 *       names as the least.
 *   <li>C: latency by fibre: 5 microseconds a kilometre, 1.4 times the straight line, 2 ms of equipment, there and back.
 * </ul>
 */
public final class NationalYear {
    public static final int WEEKS = 52;
    private static final int WEEK = 7 * 24;
    private static final int YEAR = WEEKS * WEEK;
    private static final int ZONE = 8;
    private static final Instant BEGIN = LocalDate.of(2026, 1, 5).atStartOfDay().toInstant(ZoneOffset.UTC);

    /** Where users are: name and coordinates. */
    private static final Map<String, double[]> REGIONS = new LinkedHashMap<>();

    static {
        REGIONS.put("beijing", new double[] {39.9, 116.4});
        REGIONS.put("shanghai", new double[] {31.2, 121.5});
        REGIONS.put("guangzhou", new double[] {23.1, 113.3});
        REGIONS.put("chengdu", new double[] {30.7, 104.1});
        REGIONS.put("xian", new double[] {34.3, 108.9});
    }

    /**
     * @param factor kg CO2 a kWh, 2022
     * @param water shares of generation
     * @param price CNY a kWh
     */
    private record Place(
            String id,
            Text name,
            double latitude,
            double longitude,
            String jurisdiction,
            double factor,
            double water,
            double wind,
            double sun,
            double price,
            double pue,
            int size) {}

    private static final List<Place> PLACES = List.of(
            place("zhangjiakou", "张家口", "Zhangjiakou", 40.8, 114.9, "CN-HE", .7252, .00, .20, .15, .60, 1.25, 3),
            place("qingpu", "青浦", "Qingpu", 31.2, 121.1, "CN-SH", .5849, .00, .05, .05, .80, 1.25, 2),
            place("jiashan", "嘉善", "Jiashan", 30.8, 120.9, "CN-ZJ", .5153, .05, .05, .05, .75, 1.25, 2),
            place("wuhu", "芜湖", "Wuhu", 31.3, 118.4, "CN-AH", .6782, .05, .05, .10, .65, 1.25, 3),
            place("shaoguan", "韶关", "Shaoguan", 24.8, 113.6, "CN-GD", .4403, .05, .05, .05, .70, 1.25, 3),
            place("tianfu", "天府", "Tianfu", 30.4, 104.1, "CN-SC", .1404, .75, .05, .05, .60, 1.2, 2),
            place("chongqing", "重庆", "Chongqing", 29.6, 106.5, "CN-CQ", .5227, .25, .05, .00, .70, 1.2, 2),
            place("guian", "贵安", "Gui'an", 26.4, 106.6, "CN-GZ", .4989, .25, .05, .10, .50, 1.2, 4),
            place("horinger", "和林格尔", "Horinger", 40.4, 111.8, "CN-NM", .6849, .00, .20, .05, .40, 1.2, 4),
            place("qingyang", "庆阳", "Qingyang", 35.7, 107.6, "CN-GS", .4772, .15, .20, .15, .45, 1.2, 3),
            place("zhongwei", "中卫", "Zhongwei", 37.5, 105.2, "CN-NX", .6423, .00, .15, .15, .40, 1.2, 4),
            place("beijing", "北京", "Beijing", 39.9, 116.4, "CN-BJ", .5580, .05, .00, .00, .80, 1.25, 1),
            place("haidong", "海东", "Haidong", 36.5, 102.1, "CN-QH", .1567, .45, .15, .25, .40, 1.2, 1),
            place("kunming", "昆明", "Kunming", 25.0, 102.7, "CN-YN", .1073, .75, .10, .05, .45, 1.25, 1),
            place("hami", "哈密", "Hami", 42.8, 93.5, "CN-XJ", .6231, .05, .15, .10, .35, 1.2, 2),
            place("datong", "大同", "Datong", 40.1, 113.3, "CN-SX", .7096, .00, .10, .10, .50, 1.25, 2),
            place("xixian", "西咸", "Xixian", 34.4, 108.8, "CN-SN", .6558, .05, .05, .10, .60, 1.25, 2),
            place("wuhan", "武汉", "Wuhan", 30.6, 114.3, "CN-HB", .4364, .40, .05, .10, .65, 1.25, 2),
            place("jinan", "济南", "Jinan", 36.7, 117.1, "CN-SD", .6410, .00, .10, .15, .65, 1.25, 2),
            place("fuzhou", "福州", "Fuzhou", 26.1, 119.3, "CN-FJ", .4092, .05, .10, .05, .60, 1.25, 2));

    /** Kinds of accelerators: memory, kW with a share of the host, CNY an hour, and how many a site of size 1 has. */
    private record Kind(String id, double memoryGb, double kw, double hire, int count) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("gpu-80g", 80, 1.0, 9, 24),
            new Kind("npu-64g", 64, .8, 6, 24),
            new Kind("gpu-24g", 24, .5, 2.5, 16));

    private final long seed;
    private final Map<String, double[]> carbon = new LinkedHashMap<>();
    private final Map<String, double[]> price = new LinkedHashMap<>();

    public NationalYear(long seed) {
        this.seed = seed;
        for (var place : PLACES) {
            var random = new SplittableRandom(seed * 31 + place.id().hashCode());
            carbon.put(place.id(), carbon(place, random));
            price.put(place.id(), price(place));
        }
    }

    private static Place place(
            String id,
            String zh,
            String en,
            double latitude,
            double longitude,
            String jurisdiction,
            double factor,
            double water,
            double wind,
            double sun,
            double price,
            double pue,
            int size) {
        return new Place(
                id, new Text(zh, en), latitude, longitude, jurisdiction, factor, water, wind, sun, price, pue, size);
    }

    /** One week of the year (0 to 51) with {@code jobs} jobs. */
    public Problem week(int week, int jobs) {
        Limits.whole("week", week, 0, WEEKS - 1);
        var sites = PLACES.stream().map(p -> site(p, week)).toList();
        var random = new SplittableRandom(seed * 1_000_003 + week);
        var list = new ArrayList<Job>();
        for (int i = 0; i < jobs; i++) {
            list.add(job("job-" + (i + 1), random));
        }
        return new Problem(BEGIN.plusSeconds(week * WEEK * 3600L), WEEK, "CNY", 1, sites, list);
    }

    private Site site(Place place, int week) {
        var latency = new LinkedHashMap<String, Double>();
        var gbps = new LinkedHashMap<String, Double>();
        REGIONS.forEach((region, at) -> {
            double km = km(place.latitude(), place.longitude(), at[0], at[1]);
            latency.put(region, Math.rint(10 * (2 + 2 * km * 1.4 * .005)) / 10);
            gbps.put(region, km < 300 ? 10.0 : km < 1_200 ? 4.0 : 2.0);
        });
        var pools = KINDS.stream()
                .map(k -> new Pool(k.id(), k.count() * place.size(), k.memoryGb(), k.kw(), k.hire()))
                .toList();
        return new Site(
                place.id(),
                place.name(),
                place.latitude(),
                place.longitude(),
                place.jurisdiction(),
                place.pue(),
                pools,
                Hourly.of(part(price, place, week)),
                Hourly.of(part(carbon, place, week)),
                latency,
                gbps);
    }

    private static double[] part(Map<String, double[]> of, Place place, int week) {
        double[] year = of.getOrDefault(place.id(), new double[0]);
        return Arrays.copyOfRange(year, week * WEEK, (week + 1) * WEEK);
    }

    /** Grams a kWh: what water, wind and sun leave over, scaled so that the year's mean is the published factor. */
    private static double[] carbon(Place place, RandomGenerator random) {
        var rest = new double[YEAR];
        double gust = 0;
        double cloud = 0;
        double sum = 0;
        for (int h = 0; h < YEAR; h++) {
            double season = Math.cos(2 * Math.PI * (h / 24.0 - 15) / 365); // 1 in mid January
            double local = (h + ZONE + (place.longitude() - 120) / 15) % 24; // by the sun
            gust = .97 * gust + .24 * random.nextGaussian(); // gales and calms last about a day and a half
            if (h % 24 == 0) {
                cloud = .5 * cloud + .8 * random.nextGaussian();
            }
            double wind = place.wind() * (1 + .25 * season) * Math.exp(.6 * gust - .18);
            double day = 6 - season * 1.2 * Math.abs(place.latitude()) / 40; // half a day's length
            double height = Math.abs(local - 12) < day ? Math.cos(Math.PI / 2 * (local - 12) / day) : 0;
            double sun = place.sun() * 3.6 * height * (1 - .15 * season) / (1 + Math.exp(cloud - 1.5));
            double water = place.water() * (1 - .35 * season);
            rest[h] = Math.max(.05, 1 - wind - sun - water);
            sum += rest[h];
        }
        for (int h = 0; h < YEAR; h++) {
            rest[h] = Math.rint(rest[h] * 1_000 * place.factor() * YEAR / sum * 10) / 10;
        }
        return rest;
    }

    /** By the hour of the day in three steps; where the sun is a tenth of the power or more, noon is a valley too. */
    private static double[] price(Place place) {
        var day = new double[24];
        for (int hour = 0; hour < 24; hour++) {
            boolean noon = hour >= 11 && hour < 15;
            boolean valley = hour < 7 || hour == 23 || noon && place.sun() >= .1;
            boolean peak = !valley && (hour >= 8 && hour < 11 || hour >= 17 && hour < 22);
            day[hour] = valley ? .5 : peak ? 1.5 : 1;
        }
        double mean = Arrays.stream(day).average().orElseThrow();
        var year = new double[YEAR];
        for (int h = 0; h < YEAR; h++) {
            year[h] = Math.rint(place.price() * day[(h + ZONE) % 24] / mean * 10_000) / 10_000;
        }
        return year;
    }

    private static Job job(String id, RandomGenerator random) {
        int kind = random.nextInt(10);
        var region = REGIONS.keySet().stream().toList().get(random.nextInt(REGIONS.size()));
        var accelerator = KINDS.get(random.nextInt(KINDS.size()));
        int start = random.nextInt(WEEK - 36);
        if (kind < 5) { // an assessment: a suite against a model
            int hours = 1 + random.nextInt(6);
            return new Job(
                    id,
                    accelerator.id(),
                    1 << random.nextInt(4),
                    accelerator.memoryGb() / 2,
                    hours,
                    List.of("CN"),
                    start,
                    Math.min(WEEK, start + hours + 12 + random.nextInt(48)),
                    "",
                    10_000,
                    20,
                    region,
                    false,
                    5);
        }
        if (kind < 8) { // a sandbox: people of one region try it
            int hours = 8 + random.nextInt(24);
            return new Job(
                    id,
                    accelerator.id(),
                    2 << random.nextInt(3),
                    accelerator.memoryGb(),
                    hours,
                    List.of("CN"),
                    start,
                    Math.min(WEEK, start + hours + 4 + random.nextInt(72)),
                    region,
                    15 + random.nextInt(25),
                    100,
                    region,
                    false,
                    7);
        }
        int hours = 12 + random.nextInt(36); // tuning a model: large, in no haste, may pause
        int early = random.nextInt(60);
        return new Job(
                id,
                accelerator.id(),
                8 << random.nextInt(3),
                accelerator.memoryGb(),
                hours,
                List.of("CN"),
                early,
                Math.min(WEEK, early + hours + 36 + random.nextInt(72)),
                "",
                10_000,
                2_000,
                region,
                random.nextBoolean(),
                3);
    }

    private static double km(double lat1, double lon1, double lat2, double lon2) {
        double a = Math.pow(Math.sin(Math.toRadians(lat2 - lat1) / 2), 2)
                + Math.cos(Math.toRadians(lat1))
                        * Math.cos(Math.toRadians(lat2))
                        * Math.pow(Math.sin(Math.toRadians(lon2 - lon1) / 2), 2);
        return 2 * 6_371 * Math.asin(Math.sqrt(a));
    }
}
