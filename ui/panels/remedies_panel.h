// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"
#include "ui/words/remedy_texts.h"

#include <QWidget>

namespace ui {

class Document;
class PushButton;

// The lower pane when the model does not fit: why, and up to three remedies. It paints no card of
// its own around them.
class RemediesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RemediesPanel(Document &document, QWidget *parent = nullptr);

    void setSnapshot(const core::SnapshotPtr &snapshot); // null or fitting: empty
    void setLook(const Look &look);
    void setAwake(bool awake); // asleep it does not follow the document
    void setTells(bool tells); // or only that it does not fit, and why

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Shown
    {
        core::Remedy remedy;
        RemedyText text;
    };

    void renew();
    [[nodiscard]] PushButton *newButton(const Shown &shown);
    void place();
    [[nodiscard]] double cardsTop() const;
    [[nodiscard]] QRectF cardRect(std::size_t index) const;
    void paintRemedy(QPainter &painter, const QRectF &card, std::size_t index) const;
    void paintNeed(QPainter &painter, const QRectF &bar, const core::Remedy &remedy) const;
    [[nodiscard]] QRectF changesRect(const QRectF &card, std::size_t index) const;

    Document &m_document;
    core::SnapshotPtr m_snapshot;
    Look m_look;
    QString m_headline;
    QString m_tried; // on one GPU, beside the headline
    std::vector<Shown> m_remedies;
    std::vector<PushButton *> m_buttons; // one per remedy; null where it does not help
    bool m_awake = true;
    bool m_tells = true;
};

} // namespace ui
