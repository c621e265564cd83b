package zhiheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Terms;

/**
 * How many names and addresses are found in texts from templates, by the shape of the text, and how many are found where there are none:
 * in traps and in this project's own documents and packs. Templates marked held-out were not looked at while the recogniser was
 * written; a third of the names is made of parts that are in none of its lists.
 */
public final class PersonalBench {
    private static final int TEXTS = 60;
    private static final String ZH_SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦";
    private static final String ZH_RARE_SURNAMES = "佘麦甘岑闵解缪干查宫靳巫桑缑鲜仝";
    private static final String ZH_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红文斌波宇浩凯俊帆雪婷欣怡佳子轩梓涵诺思雅梦瑶晨曦晓小建国海东林";
    private static final String ZH_RARE_GIVEN = "渤赟彧祎昀翀旻矗笙籽鹭麒麟冉迦韬祺垚淼焱甯芃湉屹";
    private static final String[] EN_GIVEN = {
        "James",
        "Mary",
        "Robert",
        "Patricia",
        "Michael",
        "Jennifer",
        "Emma",
        "Olivia",
        "Liam",
        "Sophia",
        "Daniel",
        "Laura",
        "Peter",
        "Anna"
    };
    private static final String[] EN_RARE_GIVEN = {
        "Tabitha", "Leopold", "Saoirse", "Cornelius", "Ottilie", "Thaddeus", "Wilhelmina", "Ignatius"
    };
    private static final String[] EN_SURNAMES = {
        "Smith", "Johnson", "Brown", "Walker", "Hughes", "Nguyen", "O'Brien", "Fischer", "Kowalski", "Sharma"
    };
    private static final String[] EN_RARE_SURNAMES = {
        "Featherstone", "Okonkwo", "Vanderbeek", "Thistlewood", "Quisenberry", "Abercrombie"
    };
    private static final String[] ZH_ADDRESSES = {
        "浙江省杭州市西湖区文三路478号3幢502室", "北京市海淀区中关村大街27号", "上海市浦东新区张江路88弄12号601室", "广东省深圳市南山区科技园南路9号", "四川省成都市武侯区人民南路四段11号",
        "湖北省黄冈市黄州区东坡大道56号", "河南省周口市太康县城关镇建设路15号", "江苏省宿迁市沭阳县南湖街道迎宾大道2号", "朝阳区建国路93号院5号楼1203室", "和平里东街十八号二单元六层"
    };
    private static final String[] EN_ADDRESSES = {
        "42 Elm Street, Springfield, IL 62704", "1600 Amphitheatre Parkway", "221B Baker Street, London NW1 6XE",
                "7 Old Mill Lane", "350 Fifth Avenue, New York, NY 10118",
        "18 St Helen's Gardens", "9 Quai Road", "PO Box 114, Dublin 2", "Flat 3, 12 Rose Court, Leeds",
                "5 rue de Rivoli, 75001 Paris"
    };

    private record Template(String language, String set, String shape, String text) {}

    private record Tally(int[] found, int[] all) {
        Tally() {
            this(new int[2], new int[2]);
        }
    }

    private final Random random = new Random(21);
    private final Inspection pii = inspection();

    private PersonalBench() {}

    public static void main(String[] args) throws IOException {
        new PersonalBench().run(Path.of(System.getProperty("zhiheng.home", ".")));
    }

    private void run(Path home) throws IOException {
        var tallies = new TreeMap<String, Tally>();
        for (var template : templates()) {
            for (int i = 0; i < TEXTS; i++) {
                boolean rare = i % 3 == 0;
                measure(template, rare, tallies);
            }
        }
        System.out.println("| texts | names found | [95 %] | addresses found | [95 %] |");
        System.out.println("|---|---:|---|---:|---|");
        tallies.forEach(
                (shape, tally) -> System.out.printf("| %s | %s | %s |%n", shape, share(tally, 0), share(tally, 1)));
        falseAlarms("traps", lines("personal-harmless.txt"));
        falseAlarms("docs, packs and sources of this project", own(home));
    }

    private void measure(Template template, boolean rare, TreeMap<String, Tally> tallies) {
        var name = template.language.equals("zh") ? chinese(rare) : english(rare);
        var addresses = template.language.equals("zh") ? ZH_ADDRESSES : EN_ADDRESSES;
        var address = addresses[random.nextInt(addresses.length)];
        var text = template.text.replace("{N}", name).replace("{A}", address);
        var found = pii.inspect(text, Direction.IN).detections();
        for (var key : List.of(
                template.language + ", " + template.set + ", all",
                template.language + ", " + template.set + ", " + template.shape,
                template.language + ", " + template.set + (rare ? ", names of no list" : ", names of the lists"))) {
            var tally = tallies.computeIfAbsent(key, k -> new Tally());
            count(tally, 0, template.text.contains("{N}"), isFound(found, "pii.name", text, name));
            count(tally, 1, template.text.contains("{A}"), isFound(found, "pii.address", text, address));
        }
    }

    private static void count(Tally tally, int what, boolean there, boolean found) {
        tally.all[what] += there ? 1 : 0;
        tally.found[what] += there && found ? 1 : 0;
    }

    /** Where at least four fifths of it are covered. */
    private static boolean isFound(List<Detection> found, String kind, String text, String wanted) {
        int at = text.indexOf(wanted);
        int covered = 0;
        for (var detection : found) {
            if (detection.kind().equals(kind)) {
                covered +=
                        Math.max(0, Math.min(detection.end(), at + wanted.length()) - Math.max(detection.start(), at));
            }
        }
        return 5 * covered >= 4 * wanted.length();
    }

    private static String share(Tally tally, int what) {
        int all = tally.all[what];
        return all == 0 ? "– | –" : Wilson.of(tally.found[what], all).toString();
    }

    private void falseAlarms(String name, List<String> texts) {
        long characters = 0;
        var counts = new TreeMap<String, Integer>();
        var examples = new ArrayList<String>();
        for (var text : texts) {
            characters += text.length();
            for (var detection : pii.inspect(text, Direction.IN).detections()) {
                if (detection.kind().equals("pii.name") || detection.kind().equals("pii.address")) {
                    counts.merge(detection.kind(), 1, Integer::sum);
                    examples.add(text.substring(detection.start(), detection.end()));
                }
            }
        }
        System.out.printf(
                "%nFound where none should be, %s: %s in %,d texts, %,d characters: %s%n",
                name, counts, texts.size(), characters, examples.subList(0, Math.min(40, examples.size())));
    }

    private String chinese(boolean rare) {
        var surname = pick(rare ? ZH_RARE_SURNAMES + ZH_SURNAMES : ZH_SURNAMES);
        var given = pick(rare ? ZH_RARE_GIVEN : ZH_GIVEN);
        return surname + given + (random.nextInt(4) == 0 ? "" : pick(rare ? ZH_RARE_GIVEN + ZH_GIVEN : ZH_GIVEN));
    }

    private String english(boolean rare) {
        var given = rare ? EN_RARE_GIVEN : EN_GIVEN;
        var surnames = rare ? EN_RARE_SURNAMES : EN_SURNAMES;
        return given[random.nextInt(given.length)] + " " + surnames[random.nextInt(surnames.length)];
    }

    private String pick(String characters) {
        int at = random.nextInt(characters.length());
        return characters.substring(at, at + 1);
    }

    private static List<Template> templates() {
        var templates = new ArrayList<Template>();
        for (var line : lines("personal-templates.txt")) {
            var parts = line.split("; ", 4);
            templates.add(new Template(parts[0], parts[1], parts[2], parts[3].replace("\\n", "\n")));
        }
        return templates;
    }

    private static List<String> lines(String resource) {
        try (var stream = Objects.requireNonNull(PersonalBench.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> own(Path home) throws IOException {
        var texts = new ArrayList<String>();
        for (var folder : List.of("docs", "packs", "watch/src/main", "gateway/src/main/java", "server/src/main/java")) {
            try (var files = Files.walk(home.resolve(folder))) {
                for (var file : files.filter(f -> f.toString().matches(".*\\.(md|yaml|java|properties)"))
                        .sorted()
                        .toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    static Inspection inspection() {
        var open = Permit.open("bench", ZoneOffset.UTC);
        var d = Terms.DEFAULT;
        var terms = new Terms(
                d.explicitLabel(),
                d.implicitLabel(),
                d.producer(),
                Set.of("pii"),
                Map.of(),
                d.keepContentDays(),
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        var permit = new Permit("bench", 1, open.state(), open.caps(), open.scope(), terms, null, Map.of());
        return Objects.requireNonNull(new Inspectors(InspectorSettings.NONE).of(permit));
    }
}
