package org.quoin.ledger.core.state;

import org.jspecify.annotations.Nullable;

/** Where buckets are read from. Any number of threads may ask at once. */
@FunctionalInterface
public interface BucketSource {
    /**
     * The content of a bucket, as a {@link Difference} gave it to be written. It need not be checked: whoever asks compares
     * its hash. Any exception means that it cannot be read now.
     *
     * @return null if there is none; the array is the caller's from then on
     */
    byte @Nullable [] read(Stub stub);
}
