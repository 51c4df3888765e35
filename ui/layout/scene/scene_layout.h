// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/scene/scene_lanes.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>
#include <vector>

namespace ui {

// Where every device is drawn in the flow scene: a pure function of snapshot, size and scale. All
// rectangles are in painter units (scale applied).

enum class SceneKind { Data, Pipeline };

// How much of it: all, or the devices alone, without a title and what stands around and between
// them.
enum class SceneExtent { Whole, Devices };

// Semantic zoom: what a card has room for.
enum class CardDetail {
    Full,  // up to 8 devices: tower, ring, kept activations, tank, history
    Small, // up to 32: name, state, token, memory bar
    Cell   // beyond: number and colour of the state
};

struct CardGeometry
{
    int device = 0;   // of several: the first
    int count = 1;    // devices that it stands for: several in a picture of groups alone
    int replicas = 1; // of these devices, where they are the same partners of several
    int replica = 0;  // the first
    int pipelineRank = 0;
    QRectF card;
    QRectF title; // of a cell: where its number stands, empty: in its middle
    // Full cards only:
    bool compact = false; // tower and tank beside everything else
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
    bool wraps = false;         // the neighbour stands in another line
    bool returns = false;       // from rank to rank past others: below the cards
    bool betweenGroups = false; // of those that share states

    [[nodiscard]] bool bothWays() const { return !forward.empty() && !forwardAgainst.empty(); }
    Lane forward;         // from fromDevice to toDevice
    Lane backward;        // and back; empty in a ring
    Lane forwardAgainst;  // activations from toDevice to fromDevice, and their gradients: where
    Lane backwardAgainst; // micro-batches go both ways; else empty
    QRectF label;         // empty: no room for one
};

struct NodeFrame
{
    int node = 0;
    QRectF frame;
    QRectF label; // above it; empty: no room
};

// A tensor group of many: its state in words over a cell for each device. Of very many the frame
// alone: around a node, a tensor group, or one stage of several replicas.
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
    enum class What {
        Stage,
        StagesOfLine,
        Replica,
        Replicas,
        Nodes,
        StateGroups,
        ReplicaNumbers,
        Devices
    };

    QRectF rect;
    What what = What::Stage;
    int number = 1; // of the stage, replica, node, group or device, or how many replicas there are
    int last = 0;   // of a line that has several; 0: it has one; -1: a heading above such lines
    bool strong = false; // something is wrong with one of its devices
};

// Where every device has a square, or every few of them: rows of replicas with columns of stages,
// or replicas without stages along their ring.
enum class SquareOrder { None, Grid, Ring };

struct Squares
{
    SquareOrder order = SquareOrder::None;
    int devices = 1;             // that one square stands for; fewer where a slow one stands alone
    int perFrame = 1;            // devices of a frame
    bool framesAreNodes = false; // else groups of partners, or any neighbours
    bool framesAreStateGroups = false; // those that share states; may be nodes as well
    std::vector<QPointF> ring;         // closed, corner by corner, through every frame once
    QRectF notes; // right of a ring: slow devices, what a square is; empty: no room
};

struct RowCount
{
    int row = 0;
    int devices = 1;
};

struct SceneLayout
{
    SceneKind kind = SceneKind::Pipeline;
    SceneExtent extent = SceneExtent::Whole;
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
    Squares squares;
    QRectF key;                    // below tiles and squares: what their colours mean
    QRectF colourChoice;           // above them at the right: the control that chooses
    std::vector<int> cardOfDevice; // index into cards; -1: the scene has no place for it
    // By card, where squares stand for several devices: how many of them are of which row.
    std::vector<std::vector<RowCount>> rowsOfCard;
    QRectF inspector;             // right of the tiles; empty: no room, or no tiles
    double nodeName = 0;          // height of what stands above the frames of nodes
    std::vector<NodeFrame> nodes; // only when devices stand in several nodes
    // Around cards that share states, one for each line in which a group stands.
    std::vector<QRectF> stateGroups;
};

// Without a detail: the finest one that fits.
[[nodiscard]] SceneLayout layoutScene(const core::Snapshot &snapshot, QSizeF size, double scale,
                                      std::optional<CardDetail> detail = {},
                                      SceneExtent extent = SceneExtent::Whole);

// The card at this point; nullptr: none.
[[nodiscard]] const CardGeometry *cardAt(const SceneLayout &layout, QPointF point);
// The same; for a tile its first card where the point lies beside its cells.
[[nodiscard]] const CardGeometry *cellAt(const SceneLayout &layout, QPointF point);
// The link whose lanes or label are at this point, or near it.
[[nodiscard]] const LinkGeometry *linkAt(const SceneLayout &layout, QPointF point);
// The card that stands for this device, alone or with others.
[[nodiscard]] const CardGeometry *cardOf(const SceneLayout &layout, int device);
// The rows of the trace that a card shows, the one of most devices first.
[[nodiscard]] std::vector<RowCount> rowsOfCard(const core::Snapshot &snapshot,
                                               const SceneLayout &layout, int card);
// Index into tiles; -1: it is in none.
[[nodiscard]] int tileOf(const SceneLayout &layout, int card);
// Slow devices and the ends of slow or cut links, ascending: each has a square of its own.
[[nodiscard]] std::vector<int> troubledDevices(const core::Snapshot &snapshot);

} // namespace ui
