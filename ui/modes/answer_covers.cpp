// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/answer_covers.h"

#include "ui/controls/cover_card.h"

#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr double kLowerCover = 64; // logical pixels: the scene has the rest

} // namespace

AnswerCovers::AnswerCovers(QWidget &mode, QSplitter &splitter, QWidget &scene, QWidget &lower)
    : m_mode(mode), m_splitter(splitter), m_scene(scene), m_lower(lower)
{}

void AnswerCovers::make()
{
    m_headlineCover = new CoverCard(&m_mode);
    m_lowerCover = new CoverCard;
    m_splitter.addWidget(m_lowerCover);
    m_sceneCover = new CoverCard(&m_scene);
    m_sceneCover->hide();
    auto *over = new QVBoxLayout(&m_scene); // as large as the scene, whenever that is laid out
    over->setContentsMargins({});
    over->addWidget(m_sceneCover);
    setLook(m_look);
}

void AnswerCovers::setLook(const Look &look)
{
    m_look = look;
    for (CoverCard *cover : {m_headlineCover, m_lowerCover, m_sceneCover}) {
        if (cover != nullptr)
            cover->setLook(look);
    }
}

bool AnswerCovers::leavesScene(const core::SnapshotPtr &snapshot) const
{
    return !m_covered || !snapshot || !(m_withScene || sceneTellsAtOnce(*snapshot));
}

void AnswerCovers::cover(bool covered, bool withScene)
{
    m_withScene = withScene;
    if (covered == m_covered)
        return;
    m_covered = covered;
    if (m_lowerCover == nullptr)
        make();
    const QList<int> sizes = m_splitter.sizes();
    m_lower.setVisible(!covered);
    m_lowerCover->setVisible(covered);
    if (covered) {
        m_lowerHeight = sizes[1];
        const int cover = std::min(sizes[1], m_look.ipx(kLowerCover));
        m_splitter.setSizes({sizes[0] + sizes[1] - cover, 0, cover});
    } else {
        m_splitter.setSizes({sizes[0] + sizes[2] - m_lowerHeight, m_lowerHeight, 0});
    }
}

void AnswerCovers::setWords(const QString &words)
{
    for (CoverCard *cover : {m_headlineCover, m_lowerCover, m_sceneCover}) {
        if (cover != nullptr)
            cover->setWords(words);
    }
}

void AnswerCovers::coverScene(bool covered)
{
    if (m_sceneCover != nullptr)
        m_sceneCover->setVisible(covered);
}

void AnswerCovers::placeHeadline(const QRect &area)
{
    if (m_headlineCover == nullptr)
        return;
    m_headlineCover->setGeometry(area);
    m_headlineCover->setVisible(m_covered && !area.isEmpty());
}

} // namespace ui
