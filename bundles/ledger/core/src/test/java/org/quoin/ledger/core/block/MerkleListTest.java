package org.quoin.ledger.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Hash;

class MerkleListTest {
    /** The leaves and the tree heads of the reference implementation of RFC 6962. */
    private static final List<byte[]> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList();

    private static final List<String> HEADS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theTreeIsThatOfRfc6962() {
        for (int size = 1; size <= LEAVES.size(); size++) {
            assertThat(MerkleList.tree(LEAVES.subList(0, size)))
                    .as("the tree of %d leaves", size)
                    .hasToString(HEADS.get(size - 1));
        }
    }

    @Test
    void theRootSaysHowManyThereAre() {
        Hash tree = MerkleList.tree(LEAVES);

        assertThat(MerkleList.root(LEAVES))
                .isEqualTo(Hash.sha256(new byte[] {2}, new byte[] {0, 0, 0, 0, 0, 0, 0, 8}, tree.toArray()));
        assertThat(MerkleList.root(List.of())).isEqualTo(Hash.ZERO);
    }
}
