package zhiheng.drills.kits;

/** Mean and deviation of each column, for training; folded into the first layer afterwards, so that the model reads raw values. */
record Scale(float[] mean, float[] deviation) {
    static Scale of(Labelled data) {
        int width = data.inputs()[0].length;
        var mean = new float[width];
        var deviation = new float[width];
        for (int c = 0; c < width; c++) {
            double sum = 0;
            double squares = 0;
            for (var row : data.inputs()) {
                sum += row[c];
                squares += (double) row[c] * row[c];
            }
            mean[c] = (float) (sum / data.size());
            deviation[c] = (float) Math.sqrt(Math.max(1e-9, squares / data.size() - (double) mean[c] * mean[c]));
        }
        return new Scale(mean, deviation);
    }

    Labelled apply(Labelled data) {
        var scaled = new float[data.size()][];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = data.inputs()[i].clone();
            for (int c = 0; c < mean.length; c++) {
                scaled[i][c] = (scaled[i][c] - mean[c]) / deviation[c];
            }
        }
        return new Labelled(scaled, data.labels());
    }

    void foldInto(Net net) {
        if (!(net.layers().getFirst() instanceof Dense first)) {
            throw new IllegalArgumentException("only a network of rows reads columns");
        }
        for (int o = 0; o < first.out; o++) {
            for (int c = 0; c < mean.length; c++) {
                int w = o * first.in + c;
                first.weights[w] /= deviation[c];
                first.bias[o] -= first.weights[w] * mean[c];
            }
        }
    }
}
