// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"

#include <QRect>

class QSplitter;
class QWidget;

namespace ui {

class CoverCard;

// Whether a scene tells at every moment how the step goes: the tanks of a model that does not fit
// say why, and beside the tiles of many GPUs stand figures of the whole step.
[[nodiscard]] inline bool sceneTellsAtOnce(const core::Snapshot &snapshot)
{
    constexpr int mostCards = 32;
    return !snapshot.metrics.fits || snapshot.deviceCount() > mostCards;
}

// Stand in for the headline numbers, the lower pane and, where it tells at once, the scene, while
// an answer is to be predicted. What they cover is hidden, so that neither tooltips nor screen
// readers reach it.
class AnswerCovers
{
public:
    // The splitter holds scene and lower pane. All outlive it.
    AnswerCovers(QWidget &mode, QSplitter &splitter, QWidget &scene, QWidget &lower);

    void setLook(const Look &look);
    // withScene: also one that does not tell at once.
    void cover(bool covered, bool withScene = false);
    [[nodiscard]] bool leavesScene(const core::SnapshotPtr &snapshot) const;
    void setWords(const QString &words);
    [[nodiscard]] bool isCovered() const { return m_covered; }
    void coverScene(bool covered);
    void placeHeadline(const QRect &area); // an empty one: it has no place of its own

private:
    void make();

    QWidget &m_mode;
    QSplitter &m_splitter;
    QWidget &m_scene;
    QWidget &m_lower;
    Look m_look;
    CoverCard *m_headlineCover = nullptr; // until something is first covered
    CoverCard *m_lowerCover = nullptr;
    CoverCard *m_sceneCover = nullptr;
    int m_lowerHeight = 0; // of the pane, while it is covered
    bool m_covered = false;
    bool m_withScene = false;
};

} // namespace ui
