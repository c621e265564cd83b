package zhiheng.server.rooms.labels;

import picocli.CommandLine.Command;

@Command(
        name = "watermark",
        mixinStandardHelpOptions = true,
        description = {
            "图片和声音中的水印（64 位，凭密钥读写）：生成密钥、嵌入、查找。",
            "Watermarks in pictures and sounds (64 bits, written and found with a key): make a key, embed, find."
        },
        subcommands = {WatermarkKeygenCommand.class, WatermarkEmbedCommand.class, WatermarkFindCommand.class})
public final class WatermarkCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }
}
