package zhiheng.gateway.contain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words with which people ask for a deed, in Chinese and English, by kind of deed. A permit says of a tool which kinds it does, and may
 * add words of its own. English words are commands as they stand at the beginning of a clause; forms of the past are not here, since who
 * tells what was done asks for nothing.
 */
final class DeedWords {
    private static final Map<String, Set<String>> KINDS = Map.ofEntries(
            kind(
                    "send",
                    "send mail email write tell inform notify forward reply answer respond ask share message text"
                            + " remind thank let pass report warn invite drop brief update"
                            + " 发 发送 发给 发邮件 写信 告诉 告知 通知 回复 答复 回信 转发 转告 问 询问 提醒 抄送 汇报 报告 分享 转达 寄给 说一声 说一下 交代 联系"),
            kind(
                    "post",
                    "post publish announce put share write say tell note report send" + " 发 发布 发到 公布 贴 公告 通知 说 写 发一下"),
            kind("pay", "pay transfer settle wire remit donate reimburse repay send 付 支付 付清 付掉 转 转账 汇 汇款 交 缴 打款 还 结清"),
            kind("book", "book reserve arrange schedule get make 订 预订 预定 预约 约 挂 挂号 定"),
            kind("buy", "order buy purchase get reorder ship 订 买 购买 下单 购 订购 采购 补货"),
            kind("invite", "invite schedule put add arrange set plan enter book ask 邀请 约 安排 请 加入日程 排 叫上"),
            kind(
                    "write",
                    "write mend fix repair change edit add update correct implement create save put"
                            + " rewrite replace remove"
                            + " note append insert record"
                            + " 写 改 修 修复 修好 修改 补 加 添加 更新 更正 实现 保存 替换 删 记 写入 补充"),
            kind("comment", "comment say reply answer write note tell state mention respond 说 评论 回复 说明 留言 写 注明 答复"),
            kind("open", "open create submit make file raise propose start 提 创建 提交 开 发起 建"),
            kind("install", "install add upgrade set 安装 装 添加 升级"),
            kind(
                    "set",
                    "set switch turn start stop open close lock unlock run dim raise lower adjust put heat cool"
                            + " 设 设为 设成 调 调到 调成 开 关 启动 停 打开 关闭 关掉 锁 升 降 开启"),
            kind("change", "change update correct set move live enter 改 改成 改为 更新 更正 搬 住 登记"),
            kind("prescribe", "prescribe give renew order 开 续 给 开药"),
            kind("delete", "delete remove erase cancel drop clear revoke 删 删除 取消 清空 移除 注销 撤销 退"));

    /** Words in which a character of a deed means something else. */
    private static final Set<String> OTHER =
            Set.of(("发货 发现 发生 发票 发言 发展 出发 开发 开始 开会 开心 开支 公开 离开 交通 交易 交流 订单 转机 说明书 说法 问题 写字 改革 调查 "
                            + "设计 设备 设施 还是 还有 还要 加班 加密 "
                            + "降价 停车 停止 约定 大约 预约号 付款 汇率 补丁 建议 提示 提前 提高 写作 报告里 通知里 邮件 请求 交付 升级版 降水 关于 关系 相关 "
                            + "清单 账单 记录 记得 给付 购物 买家 卖家 定金 一定 规定 确定 定价 "
                            + "决定 排名 安排表 说不定 听说 据说 有关 无关 机关 海关 转账记录 回复率 开关 门锁 打开方式 发布会 发起人 "
                            + "报告书 通知书 通知单 挂件 提要")
                    .split(" "));

    private static final Set<String> ALL =
            KINDS.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    /** Chinese words by their first character, the longest first. */
    private static final Map<Character, List<String>> HAN = Stream.concat(ALL.stream(), OTHER.stream())
            .filter(DeedWords::isHan)
            .distinct()
            .sorted((a, b) -> b.length() - a.length())
            .collect(Collectors.groupingBy(word -> word.charAt(0)));

    private DeedWords() {}

    private static Map.Entry<String, Set<String>> kind(String name, String words) {
        return Map.entry(name, Set.of(words.split(" ")));
    }

    /** The words of a permit: kinds by name, and others as they are. */
    static Set<String> of(Set<String> does) {
        var words = new HashSet<String>();
        for (var one : does) {
            words.addAll(KINDS.getOrDefault(one, Set.of(Named.plain(one))));
        }
        return words;
    }

    /** Whether it asks for any deed. */
    static boolean isDeed(String word) {
        return ALL.contains(word);
    }

    /** Chinese words of deeds with their places, the longest at each; {@code own} are a permit's. */
    static Map<Integer, String> han(String text, Set<String> own) {
        var found = new HashMap<Integer, String>();
        for (int at = 0; at < text.length(); ) {
            var word = "";
            for (var known : own) {
                word = known.length() > word.length() && isHan(known) && text.startsWith(known, at) ? known : word;
            }
            for (var known : HAN.getOrDefault(text.charAt(at), List.of())) {
                if (known.length() > word.length() && text.startsWith(known, at)) {
                    word = known;
                    break;
                }
            }
            if (!word.isEmpty() && (own.contains(word) || !OTHER.contains(word))) {
                found.put(at, word);
            }
            at += Math.max(1, word.length());
        }
        return found;
    }

    private static boolean isHan(String word) {
        return !word.isEmpty() && Character.isIdeographic(word.codePointAt(0));
    }
}
