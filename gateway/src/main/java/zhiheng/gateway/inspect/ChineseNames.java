package zhiheng.gateway.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/**
 * Names of people in Chinese: a surname and one or two more characters, where words beside them say that it is a name. Most surnames are
 * ordinary words as well, so a name that nothing points to is not found.
 */
final class ChineseNames implements Recogniser {
    /** The commonest, by the ministry's reports on names; they cover more than nine in ten people. */
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊"
            + "白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔常汤康易乔赖文施洪季葛伍颜倪樊柯盛卓耿翁殷凌霍翟鲁安温柳涂俞岳关欧章梅庄聂骆牛祝阮游兰毕齐詹裴滕冉费冷阎萧邢尚娄储窦鲍芦佟席喻辛屈阚冼蒲麦鹿戚巫苗岑缪仇闵佘廉褚鞠应匡糜艾晏敖"
            + "劉張陳楊趙吳孫馬羅鄭許韓馮蕭葉閻鄧蘇呂盧蔣賈鐘陸譚鄒龍賀顧龔萬錢湯喬賴莊聶駱齊費";

    private static final List<String> COMPOUND =
            List.of("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "东方");

    /** Characters that are common in given names. */
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红兰梅鹏飞辉文斌波宇浩凯健俊帆雪婷雨欣怡佳嘉子轩梓涵一诺思雅梦瑶晨曦晓小志国建海东林峰岩松"
            + "龙虎彪豪亮云燕莉玲珊琳琪瑞瑜璐倩倪颖慧惠淑珍珠凤仙莲菊香春夏秋冬月星辰阳晴岚翠青蓝紫彤丹彬德仁义礼智信忠孝诚谦恒毅坚宁康永福禄寿喜庆祥富贵荣昌盛兴旺泰安邦家民新生立成长远达光"
            + "宏鸿博学才俊贤良善美妍媛娇婉柔卉若如可依然亦奕逸翔翰墨书琴诗语言景程振继承宗祖耀世昊天泽润源清泉涵沛沐霖露霜卿君昕昱晗晟睿皓皎朗煜炜烨焕熙煊铭钰锋锐锦鑫钧骏骁驰腾跃越进全权胜利维"
            + "卫武威栋梁柏桐楠榕杨柳芸芷苗茜荷菲萱蓉蕾薇蕊芝茹莹莎琼瑾瑛璇珂玥玮琦琛珏希悦悠忆念恩慈心怀庭廷培元亨贞斐旭昭映晖冰凌洁汐江河湖洲岳川山石磐峻崇嵩岭秉尚正中和顺群勤启勋耘硕航帅冠禹楚桢桦榆璟瑄妮娥婵媚姣芬菁葵韵"
            + "偉強傑濤剛華蘭鵬飛輝豪瑩靜麗艷曉東國軍誠賢慧儀鳳";

    /** After these, and a colon or "is", stands a name. */
    private static final List<String> STRONG = List.of(
            "姓名", "名字", "真名", "本名", "户名", "我叫", "他叫", "她叫", "名叫", "叫做", "本人", "联系人", "收件人", "收货人", "寄件人", "发件人", "申请人",
            "法定代表人", "法人代表", "负责人", "经办人", "报案人", "举报人", "投诉人", "户主", "持卡人", "开户人", "投保人", "被保险人", "受益人", "委托人", "当事人",
            "嫌疑人", "受害人", "被害人", "被告人", "原告", "被告", "第三人", "证人", "乘客", "旅客", "乘车人", "患者", "病人", "签收人", "入住人", "承租人",
            "出租人", "借款人", "担保人", "签字", "签名", "考生", "家长", "监护人", "監護人", "聯絡人", "联络人", "收款人", "付款人", "汇款人", "持照人", "车主",
            "房主", "业主", "值班人", "承办人", "代理人", "被申请人", "甲方", "乙方", "学员", "村民", "居民", "name");
    /** After these a name may stand: all its characters must be such as names have. */
    private static final List<String> WEAK = List.of(
            "我是", "客户", "用户", "员工", "学生", "同事", "老师", "家属", "老婆", "老公", "丈夫", "妻子", "儿子", "女儿", "父亲", "母亲", "妈妈", "爸爸",
            "哥哥", "姐姐", "弟弟", "妹妹", "朋友", "同学", "老板", "经理", "主任", "医生", "护士", "律师", "司机", "邻居", "联系", "通知", "致电", "抄送",
            "发给", "转给", "交给", "寄给", "告诉", "转至", "汇给", "转账给", "记者", "值班", "代表", "秘书", "助理", "候选人", "嘉宾");

    private static final List<String> TITLES = List.of(
            "先生", "女士", "小姐", "太太", "夫人", "老师", "教授", "医生", "大夫", "护士", "律师", "经理", "总监", "主任", "主管", "同学", "同志", "师傅",
            "院长", "校长", "局长", "处长", "科长", "部长", "警官", "法官", "博士", "老板", "工程师", "会计", "阿姨", "叔叔", "身份证", "手机号", "电话",
            "签收");
    /** What may follow a name without a blank. */
    private static final String AFTER = "的在和与及跟同是于从向对说把将被已住来去有也就要想给打等今现男女本因经负到曾证称述系诉驾、，。；：";
    /** Ordinary words that look like names. */
    private static final List<String> WORDS = List.of(
            "高中", "高级", "高兴", "安全", "安心", "安宁", "安康", "平安", "常见", "文明", "文学", "文化", "方言", "方向", "金融", "明天", "白天", "江山",
            "周一", "周到", "马上", "温柔", "温馨", "成长", "夏天", "冷静", "万一", "于是", "任一", "向上", "向前", "常用", "全国", "中国", "石家庄", "金华",
            "武汉", "成都", "龙岩", "贵阳", "安阳", "任何", "许可", "严正", "项目", "余下", "白云", "江河", "金山", "康复", "钱和", "石英", "马达", "田园",
            "关心", "关于", "安装", "庄重", "文书", "方正", "方可", "盛世", "文言", "许久", "常年", "何时", "金属", "高峰", "高达", "白天", "黄金", "黄河",
            "江海", "马克", "易于", "程序", "史书", "水平", "和平", "万里", "向阳", "凌晨", "施行", "章程", "游泳", "欧元", "韩元", "牛肉", "梅花", "兰花",
            "柳树");

    private static final String CONNECTORS = " :=\"“「*|是为叫";

    /** What a character can be, a bit each, so that most places are passed with one look. */
    private static final byte[] OF = new byte[0xA000];

    private static final int SURNAME = 1;
    private static final int GIVEN_NAME = 2;
    private static final int CUE_END = 4;
    private static final int TITLE_START = 8;
    private static final int COMPOUND_START = 16;
    private static final int EDGE = 32;

    static {
        mark(SURNAMES, SURNAME);
        mark(GIVEN, GIVEN_NAME);
        COMPOUND.forEach(name -> OF[name.charAt(0)] |= COMPOUND_START);
        TITLES.forEach(title -> OF[title.charAt(0)] |= TITLE_START);
        STRONG.forEach(cue -> OF[cue.charAt(cue.length() - 1)] |= CUE_END);
        WEAK.forEach(cue -> OF[cue.charAt(cue.length() - 1)] |= CUE_END);
        mark(CONNECTORS, CUE_END);
        mark("\"|,\n>' 】", EDGE);
    }

    private static void mark(String characters, int kind) {
        for (int i = 0; i < characters.length(); i++) {
            OF[characters.charAt(i)] |= (byte) kind;
        }
    }

    private static boolean is(char c, int kinds) {
        return c < OF.length && (OF[c] & kinds) != 0;
    }

    static boolean mayBegin(char c) {
        return is(c, SURNAME | COMPOUND_START);
    }

    /** Whether it is worth while to read on from here: a word before points here, or characters of given names and a title follow. */
    static boolean mayBegin(Window window, int position, char c) {
        if (!is(c, SURNAME | COMPOUND_START)) {
            return false;
        }
        int given = position + surname(window, position, c);
        if (given == position || !isHan(window.at(given))) {
            return false;
        }
        if (is(window.at(position - 1), CUE_END | EDGE)) {
            return true;
        }
        char next = window.at(given + 1);
        return is(window.at(given), GIVEN_NAME)
                && (is(next, TITLE_START) || is(next, GIVEN_NAME) && is(window.at(given + 2), TITLE_START));
    }

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        if (!mayBegin(window, position, c)) {
            return null;
        }
        int given = position + surname(window, position, c);
        char next = window.at(given + 1);
        boolean pointed = is(window.at(position - 1), CUE_END | EDGE);
        int cue = pointed ? cue(window, position) : 0;
        boolean field = isEdge(window, position - 1, -1);
        for (int length = isHan(next) ? 2 : 1; length > 0; length--) {
            int end = given + length;
            if (isName(window, position, given, end, field && isEdge(window, end, 1) ? Math.max(cue, 1) : cue)) {
                return new Hit(FindingKind.NAME, end);
            }
        }
        return null;
    }

    /** Whether a field of a table or record begins or ends here: a name may fill it without any word. */
    private static boolean isEdge(Window window, int position, int step) {
        int at = position;
        for (int blanks = 0; window.at(at) == ' ' && blanks < 2; blanks++) {
            at += step;
        }
        char c = window.at(at);
        return "\"|,\n>'】".indexOf(c) >= 0
                || c == '<' && step > 0
                // a row of a table whose columns were parted by tabs
                || at != position && c >= '0' && c <= '9';
    }

    /** @return how many characters the surname has, 0 when there is none */
    private static int surname(Window window, int position, char c) {
        if (is(c, COMPOUND_START)) {
            for (var name : COMPOUND) {
                if (name.charAt(0) == c && window.at(position + 1) == name.charAt(1)) {
                    return 2;
                }
            }
        }
        return is(c, SURNAME) ? 1 : 0;
    }

    private static boolean isName(Window window, int start, int given, int end, int cue) {
        int likely = 0;
        for (int i = given; i < end; i++) {
            likely += is(window.at(i), GIVEN_NAME) ? 1 : 0;
        }
        boolean all = likely == end - given;
        boolean title = startsWith(window, end, TITLES);
        char after = window.at(end);
        boolean ends = !isHan(after) || AFTER.indexOf(after) >= 0 || title;
        if (!ends || !all && cue < 2 || !title && cue == 0) {
            return false;
        }
        return (all || !isHan(after) || title) && !startsWith(window, start, WORDS);
    }

    /** 2 when words right before say that it is a name, 1 when they may, 0 when they do not. */
    private static int cue(Window window, int position) {
        var text = window.before(position, 8);
        int end = text.length();
        boolean gap = false;
        while (end > 0 && CONNECTORS.indexOf(text.charAt(end - 1)) >= 0 && text.length() - end < 3) {
            gap = true;
            end--;
        }
        for (int from = end; from <= text.length(); from++) {
            var head = text.substring(0, from);
            if (STRONG.stream().anyMatch(head::endsWith)) {
                return gap || from == text.length() ? 2 : 1;
            }
            if (WEAK.stream().anyMatch(head::endsWith)) {
                return 1;
            }
        }
        return 0;
    }

    private static boolean startsWith(Window window, int start, List<String> words) {
        for (var word : words) {
            int i = 0;
            while (i < word.length() && window.at(start + i) == word.charAt(i)) {
                i++;
            }
            if (i == word.length()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHan(char c) {
        return c >= 0x4E00 && c < 0xA000;
    }
}
