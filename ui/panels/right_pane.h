// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <optional>

namespace ui {

class BusyView;
class Document;
class IdeasPanel;
class MemoryView;
class Playback;
class TitledCard;

// On wide windows: busy shares and memory, always visible, and what would help.
class RightPane : public QWidget
{
    Q_OBJECT

public:
    RightPane(Document &document, Playback &playback, QWidget *parent = nullptr);

    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setSelectedDevice(std::optional<int> device);
    void setLook(const Look &look);
    void setAwake(bool awake); // asleep it does not follow the document

    [[nodiscard]] QSize sizeHint() const override; // 340 logical pixels wide
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void modeRequested(const QString &id); // another one is to be looked at

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    Look m_look;
    BusyView *m_busy;
    MemoryView *m_memory;
    TitledCard *m_busyCard;
    TitledCard *m_memoryCard;
    IdeasPanel *m_ideas;
    TitledCard *m_ideasCard;
};

} // namespace ui
