// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"

#include <QComboBox>

namespace ui {

// A drop-down list in the colours of the theme. Typing in the open list finds rows by any part of
// their text or id.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    struct Item
    {
        QString id;
        QString text;
        QString note; // small, at the right of its row in the list: "unverified"
        QString toolTip;
        QString detail = {}; // a second line in the list
        QString group = {};  // heading above the first row of each
    };

    // title is what is chosen, for screen readers.
    explicit ChoiceBox(const QString &title, QWidget *parent = nullptr);

    // Shown before the current text: "Schedule: ".
    void setPrefix(const QString &prefix);
    void setItems(const QList<Item> &items);
    // Selects without a signal. The text is shown in place of the row's, or where there is no row.
    void setCurrentId(const QString &id, const QString &text = {});
    [[nodiscard]] QString currentId() const;
    void setLook(const Look &look);

    [[nodiscard]] int neededWidth() const; // for all that it shows now
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &id); // by the user

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void showPopup() override;

private:
    void ensureView();
    void dressView();

    [[nodiscard]] QString shownText() const;

    QString m_prefix;
    QString m_otherText; // shown in place of the current row's
    Look m_look;
    bool m_hasView = false;
    QPointer<FocusRing> m_focusRing;
};

} // namespace ui
