// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace ui {

// Program text with its current lines marked, and the list that it fills.
class ListingView : public QWidget
{
    Q_OBJECT

public:
    explicit ListingView(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setCode(const QStringList &code);
    // marked: lines from 1; printed: the entries so far.
    void show(const std::vector<int> &marked, const QStringList &printed);
    // Whether the list will grow while it is looked at: else there is no room for more.
    void setGrows(bool grows);
    [[nodiscard]] const QStringList &printed() const { return m_printed; }
    [[nodiscard]] const std::vector<int> &marked() const { return m_marked; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont codeFont(int width) const; // small enough for the longest line
    [[nodiscard]] QString entries() const;
    [[nodiscard]] int listHeight(int width) const;
    [[nodiscard]] int lineHeight() const;
    void name();

    Look m_look;
    QStringList m_code;
    std::vector<int> m_marked;
    QStringList m_printed;
    bool m_grows = true;
};

} // namespace ui
