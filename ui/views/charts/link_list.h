// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/link_use.h"
#include "ui/paint/look.h"
#include "ui/words/training_texts.h"

#include <QAbstractScrollArea>

#include <span>
#include <vector>

namespace ui {

// One line per link: ends, bytes carried, bandwidth, share of the step in use.
class LinkList : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit LinkList(QWidget *parent = nullptr);

    void setLinks(std::vector<core::LinkUse> links, core::Nanos step,
                  DeviceWord word = DeviceWord::Gpu);
    [[nodiscard]] QString nameOf(const core::LinkUse &link) const; // "GPU 0 → GPU 1"
    void setLook(const Look &look);
    // The first lines, as they are painted, into a rectangle of this size.
    void paintList(QPainter &painter, const QSize &size, int scroll) const;
    void paintPicture(QPainter &painter, const QSize &size) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // The links of the lines within this height.
    [[nodiscard]] std::span<const core::LinkUse> seen(int height, int scroll) const;
    void tellWhatIsCut();
    void updateScrollBar();
    [[nodiscard]] bool isBrief(const QSize &size, int scroll) const;
    void paintLine(QPainter &painter, const core::LinkUse &link, const QRectF &line,
                   bool brief) const;

    std::vector<core::LinkUse> m_links;
    core::Nanos m_step;
    DeviceWord m_word = DeviceWord::Gpu; // what the ends are called
    Look m_look;
};

} // namespace ui
