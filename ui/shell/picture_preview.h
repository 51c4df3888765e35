// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QImage>

namespace ui {

// A picture, scaled down to the room that there is.
class PicturePreview : public QFrame
{
public:
    explicit PicturePreview(QWidget *parent = nullptr);

    void setImage(const QImage &image); // null: nothing to show
    [[nodiscard]] QSize sizeHint() const override { return {560, 360}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 140}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
    QImage m_small; // as it was last drawn: scaling smoothly takes time
};

} // namespace ui
