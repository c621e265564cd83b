package zhiheng.server.rooms.law;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is left of a question when the words that only make it a question are taken away: "does this hold for a hospital?" is "hospital". */
final class Asked {
    private static final Set<String> ENGLISH =
            Set.of(("a an the this that these those it its is are was were be been do does did has have"
                            + " had can could may might must shall should will would need needs needed if when whether what which who whom whose"
                            + " how why where i we you they he she my our your their me us them of for to in on at by with from as into about"
                            + " and or any some there than then so such only also hold holds apply applies law rule rules allowed"
                            + " happens happen get want long much many")
                    .split(" "));

    /** Longer ones first, so that none cuts into another. */
    private static final Pattern CHINESE =
            Pattern.compile("有没有|是不是|能不能|可不可以|要不要|需不需要|会不会|多长时间|怎么办|什么时候|为什么|是否|什么|哪些|哪个|怎样|怎么|如何|多久|多少|几天"
                    + "|需要|可以|必须|应当|应该|我们|你们|他们|它们|这个|那个|这些|那些|一个|一种|适用于|适用|规定|情况下|的时候|的话"
                    + "|以及|或者|并且|如果|因为|吗|呢|么|吧|的|了|和|与|及|在|对|被|把|要|用|谁|请问|问");

    private Asked() {}

    /** Never less than was typed in words: where nothing would be left, all is. */
    static String of(String typed) {
        var plain = CHINESE.matcher(typed).replaceAll(" ");
        var left = Arrays.stream(plain.split("[\\s\\p{Punct}，。？！、；：“”‘’（）]+"))
                .filter(word -> !word.isEmpty() && !ENGLISH.contains(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" "));
        return left.isEmpty() ? typed : left;
    }
}
