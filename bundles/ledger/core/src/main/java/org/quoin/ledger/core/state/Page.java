package org.quoin.ledger.core.state;

import static org.quoin.ledger.core.state.Keys.bit;
import static org.quoin.ledger.core.state.Keys.difference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Node.Branch;
import org.quoin.ledger.core.state.Node.Subtree;

/**
 * A largest subtree of at most {@value #MOST} leaves, in one array. As objects its nodes would take half as much memory again,
 * each would be waited for on the way down, and the garbage collector would move them one by one.
 *
 * <p>No shape is kept, since it follows from the leaves. These stand in ascending order, and between two neighbours the first
 * bit in which their paths differ; of a range of leaves, the topmost node is where that bit is least (the nodes are a
 * Cartesian tree over the bits). Hashes stand in the same order: that of leaf i is number 2i, and that of the node that parts
 * it from the next leaf is number 2i + 1. So a node over two pages is what both are, one after the other.
 *
 * <pre>
 * bits · ends of the values, counted from where they begin · paths · hashes · values
 * </pre>
 *
 * <p>Values longer than {@value #LONGEST} bytes are kept apart, lest all of them be copied when a neighbour changes. More
 * leaves in a page would mean fewer nodes above, but more to copy for each update: measured with 4, 8, 16 and 32.
 */
final class Page extends Subtree {
    static final int MOST = 8;

    /** Of the values in the array, in bytes. */
    static final int LONGEST = 256;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[][] NONE = {};

    private final byte[] first;
    private final byte[] data;

    /** For each leaf, the value if it is a long one; {@link #NONE} if none is. */
    private final byte[][] apart;

    private final int count;

    private Page(byte[] first, byte[] data, byte[][] apart, int count) {
        this.first = first;
        this.data = data;
        this.apart = apart;
        this.count = count;
    }

    /** One leaf; its hash is computed. */
    static Page of(byte[] path, byte[] value, Hasher hasher) {
        Page page = blank(path, value);
        hasher.entry(path, value, page.data, page.hashAt(0));
        return page;
    }

    /** One leaf, of which the hash is known. */
    static Page of(byte[] path, byte[] value, Digest hash) {
        Page page = blank(path, value);
        hash.put(page.data, page.hashAt(0));
        return page;
    }

    /**
     * Leaves that are all below some node; all hashes are computed.
     *
     * @param leaves at most {@link #MOST}, ascending by path
     */
    static Page of(List<Leaf> leaves, Hasher hasher) {
        int count = leaves.size();
        byte[] first = leaves.get(0).path;
        int values = 0;
        boolean inside = true;
        for (Leaf leaf : leaves) {
            values += leaf.value.length <= LONGEST ? leaf.value.length : 0;
            inside &= leaf.value.length <= LONGEST;
        }
        Page page =
                new Page(first, new byte[size(count, first.length) + values], inside ? NONE : new byte[count][], count);
        for (int i = 0; i < count; i++) {
            page.set(i, leaves.get(i), hasher);
            if (i > 0) {
                page.setBit(i - 1, difference(leaves.get(i - 1).path, leaves.get(i).path));
            }
        }
        int unused = page.rehash(0, count - 1, -1, hasher);
        return page;
    }

    /** Where those before are in place. */
    private void set(int leaf, Leaf content, Hasher hasher) {
        int start = start(leaf);
        boolean inside = content.value.length <= LONGEST;
        if (inside) {
            System.arraycopy(content.value, 0, data, valuesAt() + start, content.value.length);
        } else {
            apart[leaf] = content.value;
        }
        setEnd(leaf, start + (inside ? content.value.length : 0));
        System.arraycopy(content.path, 0, data, pathAt(leaf), first.length);
        hasher.entry(content.path, content.value, data, hashAt(2 * leaf));
    }

    private static Page blank(byte[] path, byte[] value) {
        boolean inside = value.length <= LONGEST;
        int length = inside ? value.length : 0;
        Page page = new Page(path, new byte[size(1, path.length) + length], inside ? NONE : new byte[][] {value}, 1);
        page.setEnd(0, length);
        System.arraycopy(path, 0, page.data, page.pathAt(0), path.length);
        System.arraycopy(value, 0, page.data, page.valuesAt(), length);
        return page;
    }

    /**
     * Both under one node; together they have at most {@link #MOST} leaves.
     *
     * @param bit in which the paths of the left one differ first from those of the right one
     * @param hash of that node
     */
    static Page join(int bit, Page left, Page right, Digest hash) {
        int count = left.count + right.count;
        int values = left.end(left.count - 1);
        byte[] data = new byte[size(count, left.first.length) + values + right.end(right.count - 1)];
        Page page = new Page(left.first, data, joinApart(left, right), count);
        left.copy(0, left.count, page, 0);
        right.copy(0, right.count, page, left.count);
        page.setBit(left.count - 1, bit);
        hash.put(data, page.hashAt(2 * left.count - 1));
        return page;
    }

    private static byte[][] joinApart(Page left, Page right) {
        if (left.apart.length == 0 && right.apart.length == 0) {
            return NONE;
        }
        byte[][] apart = new byte[left.count + right.count][];
        System.arraycopy(left.apart, 0, apart, 0, left.apart.length);
        System.arraycopy(right.apart, 0, apart, left.count, right.apart.length);
        return apart;
    }

    /** The leaves from one to before another, which are a subtree. */
    Page part(int from, int to) {
        if (from == 0 && to == count) {
            return this;
        }
        byte[][] some = apart.length == 0 ? NONE : Arrays.copyOfRange(apart, from, to);
        byte[] copy = new byte[size(to - from, first.length) + end(to - 1) - start(from)];
        Page part = new Page(from == 0 ? first : path(from), copy, some, to - from);
        copy(from, to, part, 0);
        return part;
    }

    /** Copies leaves, and all that is between them, to where the values before are in place. */
    private void copy(int from, int to, Page target, int at) {
        int width = first.length;
        int shift = target.start(at) - start(from);
        for (int leaf = from; leaf < to; leaf++) {
            target.setEnd(at + leaf - from, end(leaf) + shift);
        }
        System.arraycopy(data, Short.BYTES * from, target.data, Short.BYTES * at, Short.BYTES * (to - from - 1));
        System.arraycopy(data, pathAt(from), target.data, target.pathAt(at), width * (to - from));
        System.arraycopy(
                data, hashAt(2 * from), target.data, target.hashAt(2 * at), Hasher.SIZE * (2 * (to - from) - 1));
        System.arraycopy(
                data,
                valuesAt() + start(from),
                target.data,
                target.valuesAt() + target.start(at),
                end(to - 1) - start(from));
    }

    /** The same as a node and its two children; there are at least two leaves. */
    Branch open() {
        int last = last(0, count - 1);
        Page left = part(0, last + 1);
        Page right = part(last + 1, count);
        return new Branch(bitAfter(last), left, left.hash(), right, right.hash());
    }

    /**
     * The same with other values, none of another length.
     *
     * @return this if nothing changes; null if it would not have the same leaves, or other lengths
     */
    @Nullable
    Page replace(Edit[] edits, int from, int to, Hasher hasher) {
        int changed = 0;
        for (int i = from; i < to; i++) {
            Edit edit = edits[i];
            int leaf = leafOf(edit);
            if (leaf < 0 || edit.value == null || !fits(leaf, edit.value)) {
                return null;
            }
            edit.leaf = leaf;
            changed |= isValue(leaf, edit.value) ? 0 : 1 << leaf;
        }
        if (changed == 0) {
            return this;
        }
        byte[] copy = data.clone();
        for (int i = from; i < to; i++) {
            Edit edit = edits[i];
            int leaf = edit.leaf;
            if (edit.value != null && (changed & 1 << leaf) != 0) {
                System.arraycopy(edit.value, 0, copy, valuesAt() + start(leaf), edit.value.length);
                hasher.entry(edit.path, edit.value, copy, hashAt(2 * leaf));
            }
        }
        Page next = new Page(first, copy, apart, count);
        next.rehash(0, count - 1, changed, hasher);
        return next;
    }

    /** The leaf that has the path of an edit; -1 if there is none. */
    private int leafOf(Edit edit) {
        if (edit.leaf < count && isPath(edit.leaf, edit.path)) {
            return edit.leaf;
        }
        int leaf = find(edit.path);
        return isPath(leaf, edit.path) ? leaf : -1;
    }

    private boolean isPath(int leaf, byte[] path) {
        int at = pathAt(leaf);
        return Arrays.equals(data, at, at + first.length, path, 0, path.length);
    }

    /** Whether a value can stand where that of a leaf stands. */
    private boolean fits(int leaf, byte[] value) {
        return value.length == end(leaf) - start(leaf) && (apart.length == 0 || apart[leaf] == null);
    }

    /** All nodes above leaves that have changed, where it may still be written. */
    private int rehash(int from, int to, int changed, Hasher hasher) {
        int last = last(from, to);
        if (from < to && (changed >>> from & (2 << to - from) - 1) != 0) {
            int left = rehash(from, last, changed, hasher);
            int right = rehash(last + 1, to, changed, hasher);
            hasher.node(bitAfter(last), data, hashAt(left), hashAt(right), data, hashAt(2 * last + 1));
        }
        return from == to ? 2 * from : 2 * last + 1;
    }

    /** Where the hash is of the topmost node over the leaves from one to another. */
    private int root(int from, int to) {
        return from == to ? 2 * from : 2 * last(from, to) + 1;
    }

    /** The last leaf on the left side of the topmost node over the leaves from one to another. */
    private int last(int from, int to) {
        int last = from;
        for (int leaf = from + 1; leaf < to; leaf++) {
            last = bitAfter(leaf) < bitAfter(last) ? leaf : last;
        }
        return last;
    }

    /** Whether the leaves from one to another are all that are below some node, or one leaf. */
    boolean isSubtree(int from, int to) {
        int bit = from == to ? first.length * 8 : bitAfter(last(from, to));
        return (from == 0 || bitAfter(from - 1) < bit) && (to == count - 1 || bitAfter(to) < bit);
    }

    /** The leaf where the search for a path ends (Ferguson, Bit-Tree: a data structure for fast file processing). */
    int find(byte[] path) {
        int found = 0;
        int leaf = 0;
        while (leaf < count - 1) {
            int bit = bitAfter(leaf);
            leaf++;
            if (bit(path, bit)) {
                found = leaf;
            } else {
                while (leaf < count - 1 && bitAfter(leaf) > bit) {
                    leaf++;
                }
            }
        }
        return found;
    }

    /** The way to the leaf where the search for a path ends. */
    Walk walk(byte[] path, List<Walk.Step> steps) {
        int from = 0;
        int to = count - 1;
        while (from < to) {
            int last = last(from, to);
            boolean right = bit(path, bitAfter(last));
            int other = right ? root(from, last) : root(last + 1, to);
            steps.add(new Walk.Step(bitAfter(last), Digest.of(data, hashAt(other))));
            from = right ? last + 1 : from;
            to = right ? to : last;
        }
        return new Walk(steps, leaf(from));
    }

    /** The leaf with the least path that is not less than the given one; null if there is none. */
    @Nullable
    Leaf ceiling(byte[] path) {
        for (int leaf = 0; leaf < count; leaf++) {
            if (compare(leaf, path) >= 0) {
                return leaf(leaf);
            }
        }
        return null;
    }

    /** The value at a path; null if there is none. */
    byte @Nullable [] get(byte[] path) {
        int leaf = find(path);
        return isPath(leaf, path) ? value(leaf) : null;
    }

    boolean isValue(int leaf, byte[] value) {
        if (apart.length > 0 && apart[leaf] != null) {
            return Arrays.equals(apart[leaf], value);
        }
        int values = valuesAt();
        return Arrays.equals(data, values + start(leaf), values + end(leaf), value, 0, value.length);
    }

    int compare(int leaf, byte[] path) {
        int at = pathAt(leaf);
        return Arrays.compareUnsigned(data, at, at + first.length, path, 0, path.length);
    }

    Leaf leaf(int leaf) {
        return new Leaf(path(leaf), value(leaf));
    }

    byte[] path(int leaf) {
        int at = pathAt(leaf);
        return Arrays.copyOfRange(data, at, at + first.length);
    }

    private byte[] value(int leaf) {
        if (apart.length > 0 && apart[leaf] != null) {
            return apart[leaf];
        }
        int values = valuesAt();
        return Arrays.copyOfRange(data, values + start(leaf), values + end(leaf));
    }

    Digest hash() {
        return Digest.of(data, hashAt(root(0, count - 1)));
    }

    void putHash(byte[] target, int at) {
        System.arraycopy(data, hashAt(root(0, count - 1)), target, at, Hasher.SIZE);
    }

    @Override
    byte[] first() {
        return first;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    int shared() {
        return count == 1 ? first.length * 8 : bitAfter(last(0, count - 1));
    }

    /** Of the arrays, in bytes, but for their heads. */
    int bytes() {
        int bytes = first.length + data.length;
        for (byte[] value : apart) {
            bytes += value == null ? 0 : value.length;
        }
        return bytes;
    }

    /** Without the values. */
    private static int size(int count, int width) {
        return Short.BYTES * (2 * count - 1) + width * count + Hasher.SIZE * (2 * count - 1);
    }

    /** The first bit in which the path of a leaf and that of the next one differ. */
    private int bitAfter(int leaf) {
        return (short) SHORTS.get(data, Short.BYTES * leaf);
    }

    private void setBit(int leaf, int bit) {
        SHORTS.set(data, Short.BYTES * leaf, (short) bit);
    }

    private int start(int leaf) {
        return leaf == 0 ? 0 : end(leaf - 1);
    }

    private int end(int leaf) {
        return (short) SHORTS.get(data, Short.BYTES * (count - 1 + leaf));
    }

    private void setEnd(int leaf, int end) {
        SHORTS.set(data, Short.BYTES * (count - 1 + leaf), (short) end);
    }

    private int pathAt(int leaf) {
        return Short.BYTES * (2 * count - 1) + first.length * leaf;
    }

    private int hashAt(int node) {
        return Short.BYTES * (2 * count - 1) + first.length * count + Hasher.SIZE * node;
    }

    private int valuesAt() {
        return hashAt(2 * count - 1);
    }
}
