package zhiheng.drills.attack;

import zhiheng.base.Refusal;

/** What an attack cannot be run on. */
final class Refusals {
    private Refusals() {}

    static Refusal picturesOnly() {
        return Refusal.invalid(
                "此攻击只用于图片分类器；表格请用约束搜索", "this attack is for classifiers of pictures; for tables use the search");
    }

    static Refusal sticker(int side) {
        return Refusal.invalid("贴纸边长 " + side + " 不在图片之内", "a sticker of side " + side + " is not within the picture");
    }
}
