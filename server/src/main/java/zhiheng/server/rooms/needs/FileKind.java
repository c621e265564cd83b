package zhiheng.server.rooms.needs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/**
 * What a file of the public is, by its content and never by its name. What can carry a program, and what cannot be looked into, is refused
 * and named: the one who sent it reads why, the one who works on the need never meets it. It is no scanner for malware: a picture or
 * document made to break the program that opens it passes.
 */
enum FileKind {
    PNG("png"),
    JPEG("jpg"),
    PDF("pdf"),
    DOCX("docx"),
    XLSX("xlsx"),
    TXT("txt");

    /** A text is looked through for personal data, so it is kept short. */
    static final int MOST_TEXT_BYTES = 256 << 10;

    private static final int MOST_ENTRIES = 2_000;
    private static final long MOST_UNPACKED = 100L << 20;
    /** Names in a PDF that stand for script, programs to start, and files inside; a name may be written with #xx for a letter. */
    private static final Pattern ACTIVE =
            Pattern.compile("/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])");

    private static final Pattern HEX = Pattern.compile("#([0-9A-Fa-f]{2})");
    private static final Pattern MACRO =
            Pattern.compile("(?i).*(vbaproject|vbadata|activex/|embeddings/|oleobject|macrosheets/|externallinks/).*");

    private final String extension;

    FileKind(String extension) {
        this.extension = extension;
    }

    /** First bytes of what is refused, a character each, and what to call it. */
    private record Known(String bytes, Text name) {}

    private static final List<Known> REFUSED = List.of(
            known("MZ", "Windows 程序", "a Windows program"),
            known("\u007fELF", "Linux 程序", "a Linux program"),
            known("\u00ca\u00fe\u00ba\u00be", "Java 或 macOS 程序", "a Java or macOS program"),
            known("\u00cf\u00fa\u00ed\u00fe", "macOS 程序", "a macOS program"),
            known("\u00ce\u00fa\u00ed\u00fe", "macOS 程序", "a macOS program"),
            known("L\0\0\0\u0001\u0014", "Windows 快捷方式", "a Windows shortcut"),
            known("#!", "脚本", "a script"),
            known("Rar!", "压缩包（RAR）", "an archive (RAR)"),
            known("7z\u00bc\u00af", "压缩包（7z）", "an archive (7z)"),
            known("\u001f\u008b", "压缩包（gzip）", "an archive (gzip)"),
            known("BZh", "压缩包（bzip2）", "an archive (bzip2)"),
            known("\u00fd7zXZ", "压缩包（xz）", "an archive (xz)"),
            known(
                    "\u00d0\u00cf\u0011\u00e0",
                    "旧式 Office 文件（可能含宏）",
                    "an Office file of the old kind, which may carry macros"),
            known("{\\rtf", "RTF 文件（可能含嵌入对象）", "an RTF file, which may carry objects"),
            known("GIF8", "GIF 图片", "a GIF picture"),
            known("RIFF", "WebP 图片或音视频", "a WebP picture, sound or film"));

    private static Known known(String bytes, String zh, String en) {
        return new Known(bytes, new Text(zh, en));
    }

    /** @param file where the bytes lie, for what is read by its table of contents */
    static FileKind of(byte[] content, Path file) {
        for (var known : REFUSED) {
            if (starts(content, known.bytes())) {
                throw refused(known.name());
            }
        }
        if (starts(content, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (starts(content, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (starts(content, "%PDF-")) {
            return pdf(content);
        }
        if (starts(content, "PK")) {
            return office(file);
        }
        return text(content);
    }

    private static FileKind pdf(byte[] content) {
        var text = HEX.matcher(new String(content, StandardCharsets.ISO_8859_1))
                .replaceAll(m ->
                        java.util.regex.Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1), 16))));
        if (text.contains("/Encrypt")) {
            throw refused(new Text("加密的 PDF，无法查看内容", "an encrypted PDF that cannot be looked into"));
        }
        if (ACTIVE.matcher(text).find()) {
            throw refused(new Text("带脚本、程序或内嵌文件的 PDF", "a PDF with script, programs or files inside"));
        }
        return PDF;
    }

    /** An Office file of today is a zip whose table of contents says what is in it; nothing is unpacked. */
    private static FileKind office(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            long unpacked = 0;
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                unpacked += Math.max(0, entry.getSize());
                if (MACRO.matcher(entry.getName()).matches()) {
                    throw refused(new Text(
                            "带宏、控件或嵌入对象的 Office 文件", "an Office file with macros, controls or embedded objects"));
                }
            }
            if (zip.size() > MOST_ENTRIES || unpacked > MOST_UNPACKED) {
                throw refused(new Text("解压后过大的文件", "a file that is too large once unpacked"));
            }
            boolean office = zip.getEntry("[Content_Types].xml") != null;
            if (office && zip.getEntry("word/document.xml") != null) {
                return DOCX;
            }
            if (office && zip.getEntry("xl/workbook.xml") != null) {
                return XLSX;
            }
        } catch (IOException e) {
            throw refused(new Text("读不出目录的压缩包", "an archive whose contents cannot be read"));
        }
        throw refused(new Text("压缩包（zip）", "an archive (zip)"));
    }

    private static FileKind text(byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(new Text("不认识的文件", "a file of a kind that is not known"));
        }
        if (text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f".indexOf(c) < 0 || c == 0x7F)) {
            throw refused(new Text("不认识的文件", "a file of a kind that is not known"));
        }
        if (text.replace("\uFEFF", "").stripLeading().startsWith("<")) {
            throw refused(new Text("网页、SVG 或 XML", "a web page, SVG or XML"));
        }
        if (content.length > MOST_TEXT_BYTES) {
            throw refused(new Text("超过 256 KiB 的文本", "a text of more than 256 KiB"));
        }
        return TXT;
    }

    /** The name under which it is given out: whatever was typed, it ends as the content says. */
    String name(String typed) {
        var low = typed.toLowerCase(Locale.ROOT);
        return low.endsWith("." + extension) || this == JPEG && low.endsWith(".jpeg") ? typed : typed + "." + extension;
    }

    private static Refusal refused(Text what) {
        return Refusal.invalid(
                "这是" + what.zh() + "，不接收。可接收 PNG、JPEG 图片，不带脚本的 PDF，不带宏的 Word、Excel 文件（docx、xlsx）和纯文本，以内容为准。",
                "This is " + what.en()
                        + ", which is not taken. PNG and JPEG pictures, PDF without script, Word and Excel files"
                        + " without macros (docx, xlsx) and plain text are, by their content.");
    }

    private static boolean starts(byte[] content, String bytes) {
        return content.length >= bytes.length()
                && new String(content, 0, bytes.length(), StandardCharsets.ISO_8859_1).equals(bytes);
    }
}
