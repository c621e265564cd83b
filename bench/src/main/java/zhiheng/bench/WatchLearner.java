package zhiheng.bench;

import com.yahoo.labs.samoa.instances.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import moa.classifiers.bayes.NaiveBayes;
import moa.streams.ExampleStream;
import moa.streams.generators.AgrawalGenerator;
import moa.streams.generators.HyperplaneGenerator;
import moa.streams.generators.SEAGenerator;
import moa.streams.generators.STAGGERGenerator;
import moa.streams.generators.SineGenerator;
import zhiheng.watch.simulate.Source;

/**
 * Errors of MOA's naive Bayes on MOA's classical streams. The concept of the n-th stretch is {@code concepts[n mod length]};
 * {@code flip} of the labels are turned over where the generator has no noise of its own.
 */
record WatchLearner(String name, int[] concepts, double flip, Generator generator) {
    interface Generator {
        ExampleStream<? extends moa.core.Example<Instance>> open(int concept, int seed);
    }

    private static final int TRAINING = 5_000;

    static final List<WatchLearner> ALL = List.of(
            new WatchLearner("SEA", new int[] {3, 4}, 0, WatchLearner::sea),
            new WatchLearner("AGRAWAL", new int[] {1, 3}, 0, WatchLearner::agrawal),
            new WatchLearner("STAGGER", new int[] {1, 2, 3}, 0.1, WatchLearner::stagger),
            new WatchLearner("SINE", new int[] {1, 3, 2, 4}, 0.1, WatchLearner::sine),
            new WatchLearner("Hyperplane", new int[] {1, 2}, 0, WatchLearner::hyperplane));

    private static SEAGenerator sea(int concept, int seed) {
        var stream = new SEAGenerator();
        stream.functionOption.setValue(concept);
        stream.noisePercentageOption.setValue(10);
        stream.instanceRandomSeedOption.setValue(seed);
        stream.prepareForUse();
        return stream;
    }

    private static AgrawalGenerator agrawal(int concept, int seed) {
        var stream = new AgrawalGenerator();
        stream.functionOption.setValue(concept);
        stream.instanceRandomSeedOption.setValue(seed);
        stream.prepareForUse();
        return stream;
    }

    private static STAGGERGenerator stagger(int concept, int seed) {
        var stream = new STAGGERGenerator();
        stream.functionOption.setValue(concept);
        stream.instanceRandomSeedOption.setValue(seed);
        stream.prepareForUse();
        return stream;
    }

    private static SineGenerator sine(int concept, int seed) {
        var stream = new SineGenerator();
        stream.functionOption.setValue(concept);
        stream.instanceRandomSeedOption.setValue(seed);
        stream.prepareForUse();
        return stream;
    }

    private static HyperplaneGenerator hyperplane(int concept, int seed) {
        var stream = new HyperplaneGenerator();
        stream.noisePercentageOption.setValue(10);
        stream.instanceRandomSeedOption.setValue(
                seed); // the plane is drawn from it too: each stretch of each run has its own
        stream.prepareForUse();
        return stream;
    }

    /** Labelled examples: {@code length} of each of the first {@code stretches} concepts. */
    List<Instance> examples(long seed, int stretches, int length) {
        var noise = new SplittableRandom(seed);
        var examples = new ArrayList<Instance>(stretches * length);
        for (int s = 0; s < stretches; s++) {
            var stream = generator.open(concepts[s % concepts.length], (int) seed + s * 7919);
            for (int i = 0; i < length; i++) {
                examples.add(flipped(stream.nextInstance().getData(), noise));
            }
        }
        return examples;
    }

    private Instance flipped(Instance example, SplittableRandom noise) {
        if (flip > 0 && noise.nextDouble() < flip) {
            example.setClassValue(1 - example.classValue());
        }
        return example;
    }

    /** A new learner that has seen nothing. */
    NaiveBayes learner() {
        var learner = new NaiveBayes();
        learner.setModelContext(generator.open(concepts[0], 1).getHeader());
        learner.prepareForUse();
        return learner;
    }

    /** Errors of a learner that goes on learning while one concept lasts. */
    Source learning(int length) {
        return errors(seed -> {
            var learner = learner();
            var errors = new byte[length];
            var examples = examples(seed, 1, length);
            for (int i = 0; i < length; i++) {
                errors[i] = (byte) (learner.correctlyClassifies(examples.get(i)) ? 0 : 1);
                learner.trainOnInstance(examples.get(i));
            }
            return errors;
        });
    }

    /** Errors of a learner that was trained on the first concept and learns no more: {@code before} of that, {@code after} of the next. */
    Source fixed(int before, int after) {
        return errors(seed -> {
            var learner = learner();
            var first = examples(seed, 1, TRAINING + before);
            first.subList(0, TRAINING).forEach(learner::trainOnInstance);
            var errors = new byte[before + after];
            for (int i = 0; i < before; i++) {
                errors[i] = (byte) (learner.correctlyClassifies(first.get(TRAINING + i)) ? 0 : 1);
            }
            if (after > 0) {
                var noise = new SplittableRandom(~seed);
                var next = generator.open(concepts[1], (int) seed + 7919);
                for (int i = 0; i < after; i++) {
                    var example = flipped(next.nextInstance().getData(), noise);
                    errors[before + i] = (byte) (learner.correctlyClassifies(example) ? 0 : 1);
                }
            }
            return errors;
        });
    }

    private interface Bits {
        byte[] of(long seed);
    }

    /** The learner is run once per seed, however many detectors then read its errors. */
    private static Source errors(Bits bits) {
        var kept = new ConcurrentHashMap<Long, byte[]>();
        return seed -> {
            var errors = kept.computeIfAbsent(seed, bits::of);
            var at = new int[1];
            return () -> errors[at[0]++];
        };
    }
}
