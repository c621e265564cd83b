package zhiheng.drills.target;

import zhiheng.base.Text;

/** What a classifier reads: a picture, channel by channel and row by row with values from 0 to 1, or a row of a table. */
public sealed interface Shape {
    /** How many numbers an input has. */
    int size();

    Text text();

    record Picture(int channels, int height, int width) implements Shape {
        @Override
        public int size() {
            return channels * height * width;
        }

        @Override
        public Text text() {
            return new Text(
                    "%d 通道 %d×%d 像素的图片".formatted(channels, height, width),
                    "a picture of %d channels, %d by %d pixels".formatted(channels, height, width));
        }
    }

    record Row(int columns) implements Shape {
        @Override
        public int size() {
            return columns;
        }

        @Override
        public Text text() {
            return new Text(columns + " 列的表格行", "a row of " + columns + " columns");
        }
    }
}
