// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/right_pane.h"

#include "ui/controls/titled_card.h"
#include "ui/document/document.h"
#include "ui/panels/ideas_panel.h"
#include "ui/playback/playback.h"
#include "ui/views/charts/busy_view.h"
#include "ui/views/charts/memory_view.h"

#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr double kWidth = 340;
constexpr double kMargin = 14;
constexpr double kTop = 10;
constexpr double kGap = 10;
constexpr double kBusyShare = 0.42;
constexpr double kLeastBusy = 150;
constexpr double kLeastMemory = 148; // its heading, a chart with its capacity, its key

} // namespace

RightPane::RightPane(Document &document, Playback &playback, QWidget *parent)
    : QWidget(parent), m_busy(new BusyView), m_memory(new MemoryView),
      m_busyCard(new TitledCard(tr("Busy share per GPU"), m_busy, this)),
      m_memoryCard(new TitledCard(tr("Memory over time"), m_memory, this)),
      m_ideas(new IdeasPanel(document)),
      m_ideasCard(new TitledCard(tr("What would help?"), m_ideas, this))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(m_memory, &MemoryView::captionChanged, this,
            [this] { m_memoryCard->setNote(m_memory->caption()); });
    connect(m_memory, &MemoryView::scrubbed, &playback, &Playback::seek);
    connect(m_ideas, &IdeasPanel::captionChanged, this,
            [this] { m_ideasCard->setNote(m_ideas->caption()); });
    connect(m_ideas, &IdeasPanel::searchRequested, this,
            [this] { Q_EMIT modeRequested(QStringLiteral("best-layout")); });
    m_ideasCard->setNote(m_ideas->caption());
    connect(m_busy, &BusyView::deviceClicked, this, [&document](int device) {
        const bool again = document.selectedDevice() == device;
        document.select(again ? std::nullopt : std::optional(device));
    });
}

void RightPane::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_busy->setSnapshot(snapshot);
    m_memory->setSnapshot(snapshot);
    m_busyCard->setNote(m_busy->caption());
    m_memoryCard->setNote(m_memory->caption());
}

void RightPane::setMoment(core::Nanos moment)
{
    m_memory->setMoment(moment);
}

void RightPane::setSelectedDevice(std::optional<int> device)
{
    m_busy->setSelectedDevice(device);
    m_memory->setSelectedDevice(device);
}

void RightPane::setAwake(bool awake)
{
    m_ideas->setAwake(awake);
}

void RightPane::setLook(const Look &look)
{
    m_look = look;
    m_busy->setLook(look);
    m_memory->setLook(look);
    m_ideas->setLook(look);
    m_busyCard->setLook(look);
    m_memoryCard->setLook(look);
    m_ideasCard->setLook(look);
    updateGeometry();
    place();
}

QSize RightPane::sizeHint() const
{
    return {m_look.ipx(kWidth), m_look.ipx(580)};
}

QSize RightPane::minimumSizeHint() const
{
    return {m_look.ipx(kWidth), m_look.ipx(300)};
}

void RightPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void RightPane::place()
{
    const QRect area = rect().adjusted(0, m_look.ipx(kTop), -m_look.ipx(kMargin), -m_look.ipx(8));
    // As high as its bars, but leaving room for the chart.
    const int gap = m_look.ipx(kGap);
    const int ideas = m_ideasCard->sizeHint().height();
    const int besideOthers = area.height() - ideas - m_look.ipx(kLeastMemory) - 2 * gap;
    const int most = std::min(static_cast<int>(area.height() * kBusyShare),
                              std::max(m_look.ipx(kLeastBusy), besideOthers));
    const int busy = std::min(m_busyCard->sizeHint().height(), most);
    const auto put = [&](QWidget *card, int top, int height) {
        card->setGeometry(QStyle::visualRect(
            layoutDirection(), rect(), {area.left(), area.top() + top, area.width(), height}));
    };
    put(m_busyCard, 0, busy);
    const int memoryTop = busy + gap;
    const int ideasTop = std::max(memoryTop, area.height() - ideas);
    put(m_memoryCard, memoryTop, std::max(0, ideasTop - gap - memoryTop));
    put(m_ideasCard, ideasTop, area.height() - ideasTop);
}

} // namespace ui
