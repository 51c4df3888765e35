// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/scene/scene_ways.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>
#include <vector>

namespace ui {

// Who stands where in the flow scene: a pure function of snapshot, size and scale. All rectangles
// are in painter units (scale applied).

enum class SceneKind { Data, Pipeline };

// Semantic zoom: what a card has room for.
enum class CardDetail {
    Full,  // up to 8 devices: tower, ring, kept activations, tank, history
    Small, // up to 32: name, state, token, memory bar
    Cell   // beyond: number and colour of the state
};

struct CardGeometry
{
    int device = 0;
    int replica = 0;
    int pipelineRank = 0;
    QRectF card;
    // Full cards only:
    bool compact = false; // tower and tank beside everything else
    QRectF title;
    QRectF pill;
    QRectF tower;
    QRectF middle; // progress ring, or the chunks of a collective
    QRectF kept;
    QRectF tank;
    QRectF tankLabel;
    QRectF history; // strip at the foot
    QRectF busy;    // its text
};

// Between two neighbours. In a pipeline the forward lane lies above, the backward lane below; a
// ring goes one way only, and its last link leads back to the first device.
struct LinkGeometry
{
    int fromDevice = 0;
    int toDevice = 0;
    bool wraps = false;   // the neighbour stands in another line
    bool returns = false; // from rank to rank past others: below the cards

    [[nodiscard]] bool bothWays() const { return !forward.empty() && !forwardAgainst.empty(); }
    Way forward;         // from fromDevice to toDevice
    Way backward;        // and back; empty in a ring
    Way forwardAgainst;  // activations from toDevice to fromDevice, and their gradients: where
    Way backwardAgainst; // micro-batches go both ways; else empty
    QRectF label;        // empty: no room for one
};

struct NodeFrame
{
    int node = 0;
    QRectF frame;
    QRectF label; // above it; empty: no room
};

// A tensor group of many: its state in words over a cell for each device.
struct TileGeometry
{
    int firstCard = 0; // of its devices, which are neighbours
    int cardCount = 0;
    QRectF tile;
    QRectF word; // empty: the token stands for it
    QPointF token;
    double tokenRadius = 0; // 0: no room for one
};

// Beside the rows or above the columns of tiles.
struct TileLabel
{
    enum class What { Stage, StagesOfLine, Replica, Replicas };

    QRectF rect;
    What what = What::Stage;
    int number = 1; // of the stage or replica, or how many replicas the row stands for
    int last = 0;   // of the replicas or stages of a line; 0: it has one replica
};

struct SceneLayout
{
    SceneKind kind = SceneKind::Pipeline;
    CardDetail detail = CardDetail::Full;
    QSizeF size; // taller than asked for when cards of the detail asked for do not fit: it scrolls
    double scale = 1;
    QRectF header;
    QRectF batch;           // batch queue of a pipeline, bands of samples of data parallelism
    QRectF loss;            // right of a pipeline
    bool overflows = false; // it does not fit: the footer has the sum
    QRectF footer; // below the cards or between them: ring path, or the sum that does not fit
    int columns = 1;
    bool returns = false;            // there are links below the cards
    bool returnsInside = false;      // of each replica: also between the lines
    std::vector<CardGeometry> cards; // by replica, then pipeline rank
    std::vector<LinkGeometry> links;
    std::vector<TileGeometry> tiles; // not empty: the cards are their cells, and nothing else is
    std::vector<TileLabel> tileLabels;
    QRectF inspector;             // right of the tiles; empty: no room, or no tiles
    double nodeName = 0;          // height of what stands above the frames of nodes
    std::vector<NodeFrame> nodes; // only when devices stand in several nodes
};

// Without a detail: the finest one that fits.
[[nodiscard]] SceneLayout layoutScene(const core::Snapshot &snapshot, QSizeF size, double scale,
                                      std::optional<CardDetail> detail = {});

// The card at this point; nullptr: none.
[[nodiscard]] const CardGeometry *cardAt(const SceneLayout &layout, QPointF point);
// The same, and of a tile its first where the point lies beside its cells.
[[nodiscard]] const CardGeometry *cellAt(const SceneLayout &layout, QPointF point);
[[nodiscard]] const CardGeometry *cardOf(const SceneLayout &layout, int device);

} // namespace ui
