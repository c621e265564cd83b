package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhiheng.base.Text;
import zhiheng.labels.label.Format;

/** Text, Markdown and HTML files. The encoding stays: UTF-8, UTF-16 with a byte order mark, or GB 18030. */
final class ExplicitTextFile implements ExplicitFiles.Medium {
    private static final long MOST_BYTES = 64L << 20;
    private static final Pattern BODY = Pattern.compile("(?is)<body(?:\\s[^>]*)?>");
    private static final Pattern BODY_END = Pattern.compile("(?i)</body\\s*>");
    private static final Pattern FRONT = Pattern.compile("(?s)\\A---[ \\t]*\\R.*?\\R---[ \\t]*(?:\\R|\\z)");
    private static final Pattern UNSEEN =
            Pattern.compile("(?is)<(script|style|head|template)\\b.*?</\\1\\s*>|<!--.*?-->|<[^>]*>");

    private record Decoded(String text, Charset charset, String mark) {}

    @Override
    public String clause() {
        return "5.1";
    }

    @Override
    public ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        Decoded old = decode(in);
        String text = old.text;
        String labelled = switch (format) {
            case HTML -> html(text, options);
            case MARKDOWN -> {
                Matcher front = FRONT.matcher(text);
                String head = front.find() ? front.group() : "";
                yield head + ExplicitText.affix(text.substring(head.length()), options.hint(), options.place());
            }
            default -> ExplicitText.affix(text, options.hint(), options.place());
        };
        Files.write(temp, (old.mark + labelled).getBytes(old.charset), StandardOpenOption.CREATE_NEW);
        ExplicitMark mark = find(labelled, format)
                .orElseThrow(() -> new ExplicitRefusal(
                        new Text("写入后未能读回提示", "the hint was not found again after writing"),
                        new Text("请换用简短的提示", "use a shorter hint")));
        return new ExplicitOutcome.Done(
                format, clause(), mark, new Text("加入提示文字, 其余不变", "the words were added, the rest is unchanged"));
    }

    @Override
    public ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal {
        Optional<ExplicitMark.Words> mark = find(decode(file).text, format);
        return mark.isPresent()
                ? new ExplicitCheck.Compliant(clause(), mark.get())
                : new ExplicitCheck.NotFound(clause(), ExplicitLabel.problem("").orElseThrow());
    }

    private static Optional<ExplicitMark.Words> find(String text, Format format) {
        return ExplicitText.find(
                switch (format) {
                    case HTML -> UNSEEN.matcher(text).replaceAll("\n");
                    case MARKDOWN -> FRONT.matcher(text).replaceFirst("");
                    default -> text;
                });
    }

    private static String html(String text, ExplicitOptions options) throws ExplicitRefusal {
        String note = "<p role=\"note\" style=\"font-size:1rem;margin:.5em\">【"
                + options.hint().replace("&", "&amp;").replace("<", "&lt;") + "】</p>\n";
        Matcher body = BODY.matcher(text);
        if (!body.find()) {
            throw new ExplicitRefusal(
                    new Text("HTML 没有 body 元素", "the HTML has no body element"),
                    new Text("请先补全页面结构", "complete the page first"));
        }
        Matcher end = BODY_END.matcher(text);
        int at = switch (options.place()) {
            case START, MIDDLE -> body.end();
            case END -> {
                int last = text.length();
                while (end.find()) {
                    last = end.start();
                }
                yield last;
            }
        };
        return text.substring(0, at) + "\n" + note + text.substring(at);
    }

    private static Decoded decode(Path file) throws IOException, ExplicitRefusal {
        if (Files.size(file) > MOST_BYTES) {
            throw new ExplicitRefusal(
                    new Text("文本超过 64 MB", "the text exceeds 64 MB"),
                    new Text("请分成较小的文件", "split it into smaller files"));
        }
        byte[] bytes = Files.readAllBytes(file);
        Charset[] tried = bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe
                ? new Charset[] {StandardCharsets.UTF_16LE}
                : bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff
                        ? new Charset[] {StandardCharsets.UTF_16BE}
                        : new Charset[] {StandardCharsets.UTF_8, Charset.forName("GB18030")};
        for (Charset charset : tried) {
            try {
                String text =
                        charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
                String mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
                return new Decoded(text.substring(mark.length()), charset, mark);
            } catch (CharacterCodingException e) {
                // the next one
            }
        }
        throw new ExplicitRefusal(
                new Text("无法识别文本编码", "the encoding of the text is not known"),
                new Text("请转换为 UTF-8", "convert it to UTF-8"));
    }
}
