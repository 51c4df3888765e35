// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"

#include <QAbstractButton>

namespace ui {

// A button with an optional icon of our set before its text; without text it is a square.
class PushButton : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Kind {
        Outline, // most buttons
        Primary, // the one thing to do next
        Flat     // no frame: undo, redo, a disclosure
    };

    explicit PushButton(Kind kind, QWidget *parent = nullptr);
    PushButton(Kind kind, const QString &iconName, const QString &text, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setIconName(const QString &name);
    void setLogicalHeight(double height); // 34 unless said otherwise
    // A small triangle after the text: the button opens a menu.
    void setOpensMenu(bool opens);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Colours
    {
        QColor fill;
        QColor outline;
        QColor text;
    };
    [[nodiscard]] Colours colours() const;
    [[nodiscard]] QFont textFont() const;

    Kind m_kind;
    Look m_look;
    QString m_iconName;
    QString m_cutText; // the tip of what is cut
    double m_logicalHeight = 34;
    bool m_opensMenu = false;
    QPointer<FocusRing> m_focusRing;
};

// A square button that shows an icon alone; name is what it does, for tooltip and screen readers.
class IconButton : public PushButton
{
    Q_OBJECT

public:
    IconButton(const QString &iconName, const QString &name, QWidget *parent = nullptr);
};

} // namespace ui
