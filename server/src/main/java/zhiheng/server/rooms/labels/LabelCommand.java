package zhiheng.server.rooms.labels;

import picocli.CommandLine.Command;

@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description = {
            "文件中的内容标识：写入、读取、查找提示、检查文件夹、比较处理前后、查找生成痕迹、生成签名密钥。",
            "Content labels in files: write, read, look for the hint that people see, check a folder, compare before and after, look for traces of generation, make a signing key."
        },
        subcommands = {
            LabelWriteCommand.class,
            LabelReadCommand.class,
            LabelHintCommand.class,
            LabelCheckCommand.class,
            LabelCompareCommand.class,
            LabelSurvivesCommand.class,
            LabelTracesCommand.class,
            LabelKeygenCommand.class
        })
public final class LabelCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }
}
