// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"

namespace ui {

// A card with a title at the left, a note at the right, and one widget below them.
class TitledCard : public Card
{
    Q_OBJECT

public:
    // content becomes a child.
    TitledCard(const QString &title, QWidget *content, QWidget *parent = nullptr);

    void setNote(const QString &note);
    void setLook(const Look &look);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    [[nodiscard]] QSize around(const QSize &content) const;

    Look m_look;
    QString m_title;
    QString m_note;
    QWidget *m_content;
};

} // namespace ui
