package org.quoin.ledger.testkit.fuzz;

import java.util.List;
import java.util.Set;

/**
 * Something that reads bytes which others wrote.
 *
 * @param corpus what it reads gladly: mutations begin with these
 * @param words pieces that its inputs are made of
 * @param refusals the exceptions that are its answer to what it cannot read; any other is a finding
 * @param share how many of each thousand inputs it gets, so that what takes long does not take all the time
 */
public record Target(
        String name,
        List<byte[]> corpus,
        List<byte[]> words,
        Set<Class<? extends Throwable>> refusals,
        int share,
        Reading reading) {
    public Target {
        corpus = List.copyOf(corpus);
        words = List.copyOf(words);
        refusals = Set.copyOf(refusals);
        if (corpus.isEmpty()) {
            throw new IllegalArgumentException(name + " has nothing to begin with");
        }
    }

    /** Reads. */
    @FunctionalInterface
    public interface Reading {
        /**
         * Reads an input.
         *
         * @return whether it was taken for a good one: such inputs are mutated further
         * @throws Wrong if it did what it must not do
         */
        boolean read(byte[] input) throws Exception;
    }

    /** It was read, and something came of it that must not: a state that changed, a forgery that was believed. */
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Wrong(String what) {
            super(what);
        }
    }

    boolean isRefusal(Throwable thrown) {
        return refusals.stream().anyMatch(refusal -> refusal.isInstance(thrown));
    }
}
