/// Orders that a real PrestaShop 8.2.1 computed, as numbers: FACTS-money was measured on them.
///
/// `order` name, round type, round mode; `row` product (`s`: it had a special price), quantity, unit price with and
/// without tax, the row's total with and without tax; `voucher` percent, amount in the order's currency, which side the
/// amount is, target, gift product, free shipping, whether special prices are left out; `fees` shipping and wrapping
/// with and without tax; `totals` products, discounts and amount paid, each with and without tax.
enum ShopGoldenTotals {
  static let text = """
    order plain-1lines-item-halfup 1 2
    row 1 2 25 23.696682 50 47.4
    fees 5.9 4.92 0 0
    totals 50 47.4 0 0 55.9 52.32
    order plain-7lines-item-halfup 1 2
    row 1 7 0.148148 0.123457 1.05 0.84
    row 2 3 14.91 13.554545 44.73 40.65
    row 3 4 4.9 4.64455 19.6 18.56
    row 4 1 9.9 9.383886 9.9 9.38
    row 5 5 7.9 7.737512 39.5 38.7
    row 6 2 60 58.765916 120 117.54
    row 7 8 0.333333 0.333333 2.64 2.64
    fees 5.9 4.92 0 0
    totals 237.42 228.31 0 0 243.32 233.23
    order plain-1lines-line-halfup 2 2
    row 1 3 2.399999 1.999999 7.2 6
    fees 5.9 4.92 0 0
    totals 7.2 6 0 0 13.1 10.92
    order plain-1lines-line-halfeven 2 4
    row 1 1 158.99 132.491667 158.99 132.49
    fees 5.9 4.92 0 0
    totals 158.99 132.49 0 0 164.89 137.41
    order plain-1lines-total-halfup 3 2
    row 1 3 5.65 5.136364 16.95 15.409092
    fees 5.9 4.92 0 0
    totals 16.95 15.41 0 0 22.85 20.33
    order bigqty-item 1 2
    row 1 2334 0.148148 0.123457 350.1 280.08
    row 2 1217 4.4975 3.747917 5476.5 4563.75
    row 3 333 1 0.947867 333 316.35
    row 4 4 7.9 7.737512 31.6 30.96
    fees 5.9 4.92 0 0
    totals 6191.2 5191.14 0 0 6197.1 5196.06
    order rate-20-only 2 2
    row 1 8 9.949 8.290833 79.59 66.33
    row 2 5 13.99 11.658333 69.95 58.29
    row 3 4 41.994 34.995 167.98 139.98
    row 4 3 19.9 16.583333 59.7 49.75
    fees 0 0 0 0
    totals 377.22 314.35 0 0 377.22 314.35
    order rate-0-only 2 2
    row 1 4 15 15 60 60
    row 2 3 0.333333 0.333333 1 1
    fees 0 0 0 0
    totals 61 61 0 0 61 61
    order voucher-percent-line 2 2
    row 1 5 158.99 132.491667 794.95 662.46
    row 2 3 14.91 13.554545 44.73 40.66
    row 3 1 4.9 4.64455 4.9 4.64
    row 4 2 7.9 7.737512 15.8 15.48
    row 5 2 0.333333 0.333333 0.67 0.67
    voucher 10 0 excl order 0 0 0
    fees 5.9 4.92 0 0
    totals 861.05 723.91 86.11 72.39 780.84 656.44
    order voucher-percent-item-halfeven 1 4
    row 1 1 13.99 11.658333 13.99 11.66
    row 2 5 5.65 5.136364 28.25 25.7
    row 3 4 4.9 4.64455 19.6 18.56
    row 4 1 7.9 7.737512 7.9 7.74
    row 5 3 15 15 45 45
    voucher 7.5 0 excl order 0 0 0
    fees 5.9 4.92 0 0
    totals 114.74 108.66 8.61 8.15 112.03 105.43
    order voucher-amount-ti-line 2 2
    row 1 7 19.9 16.583333 139.3 116.08
    row 2 2 5.65 5.136364 11.3 10.27
    row 3 3 9.9 9.383886 29.7 28.15
    row 4 2 7.9 7.737512 15.8 15.48
    row 5 12 15 15 180 180
    voucher 0 20 incl order 0 0 0
    fees 5.9 4.92 0 0
    totals 376.1 349.98 20 18.61 362 336.29
    order voucher-amount-te-item 1 2
    row 1 9 56.548147 47.123456 508.95 424.08
    row 2 3 5.65 5.136364 16.95 15.42
    row 3 5 25 23.696682 125 118.5
    row 4 6 7.9 7.737512 47.4 46.44
    row 5 1 15 15 15 15
    voucher 0 12.35 excl order 0 0 0
    fees 5.9 4.92 0 0
    totals 713.3 619.44 14.22 12.35 704.98 612.01
    order voucher-amount-te-total 3 2
    row 1 5 0.148148 0.123457 0.74074 0.617285
    row 2 11 5.65 5.136364 62.15 56.500004
    row 3 1 6.5 6.161137 6.5 6.161137
    row 4 3 7.9 7.737512 23.7 23.212536
    row 5 2 0.333333 0.333333 0.666666 0.666666
    voucher 0 12.35 excl order 0 0 0
    fees 5.9 4.92 0 0
    totals 93.76 87.16 13.29 12.35 86.37 79.73
    order voucher-percent-product-line 2 2
    row 1 2 9.949 8.290833 19.9 16.58
    row 2 1 19.9 16.583333 19.9 16.58
    row 3 3 25 23.696682 75 71.09
    row 4 1 60 58.765916 60 58.77
    voucher 25 0 excl 3 0 0 0
    fees 5.9 4.92 0 0
    totals 174.8 163.02 18.75 17.77 161.95 150.17
    order voucher-cheapest-item 1 2
    row 1 1 41.994 34.995 41.99 35
    row 2 2 7.995 6.6625 16 13.32
    row 3 3 6.5 6.161137 19.5 18.48
    row 4 1 7.9 7.737512 7.9 7.74
    voucher 50 0 excl cheapest 0 0 0
    fees 5.9 4.92 0 0
    totals 85.39 74.54 3.25 3.08 88.04 76.38
    order voucher-cheapest-total 3 2
    row 1 1 41.994 34.995 41.994 34.995
    row 2 2 7.995 6.6625 15.99 13.325
    row 3 3 6.5 6.161137 19.5 18.483411
    row 4 1 7.9 7.737512 7.9 7.737512
    voucher 50 0 excl cheapest 0 0 0
    fees 5.9 4.92 0 0
    totals 85.38 74.54 3.25 3.08 88.03 76.38
    order voucher-freeship-line 2 2
    row 1 4 7.995 6.6625 31.98 26.65
    row 2 1 5.65 5.136364 5.65 5.14
    row 3 4 1 0.947867 4 3.79
    row 4 3 60 58.765916 180 176.3
    row 5 8 0.333333 0.333333 2.67 2.67
    voucher 0 0 excl order 0 1 0
    fees 5.9 4.92 0 0
    totals 224.3 214.55 5.9 4.92 224.3 214.54
    order voucher-gift-item 1 2
    row 1 1 56.548147 47.123456 56.55 47.12
    row 2 3 5.65 5.136364 16.95 15.42
    row 3 2 9.9 9.383886 19.8 18.76
    row 4 1 2.95 2.458333 2.95 2.46
    voucher 0 0 excl order 4 0 0
    fees 5.9 4.92 0 0
    totals 96.25 83.76 2.95 2.46 99.2 86.22
    order voucher-gift-total 3 2
    row 1 1 56.548147 47.123456 56.548147 47.123456
    row 2 3 5.65 5.136364 16.95 15.409092
    row 3 2 9.9 9.383886 19.8 18.767772
    row 4 1 2.95 2.458333 2.95 2.458333
    voucher 0 0 excl order 4 0 0
    fees 5.9 4.92 0 0
    totals 96.25 83.76 2.95 2.46 99.2 86.22
    order voucher-amount-product-line 2 2
    row 1 1 56.548147 47.123456 56.55 47.12
    row 2 2 6.5 6.161137 13 12.32
    row 3 3 7.9 7.737512 23.7 23.21
    voucher 0 9.9 incl 1 0 0 0
    fees 5.9 4.92 0 0
    totals 93.25 82.65 9.9 8.25 89.25 79.33
    order voucher-percent+amount-ti-line 2 2
    row 1 1 19.9 16.583333 19.9 16.58
    row 2 2 46 41.818182 92 83.64
    row 3 2 25 23.696682 50 47.39
    row 4 5 7.9 7.737512 39.5 38.69
    row 5 3 15 15 45 45
    voucher 15 0 excl order 0 0 0
    voucher 0 5 incl order 0 0 0
    fees 5.9 4.92 0 0
    totals 246.4 231.3 41.96 39.39 210.34 196.83
    order voucher-amount-ti+freeship-line 2 2
    row 1 5 0.148148 0.123457 0.74 0.62
    row 2 2 14.91 13.554545 29.82 27.11
    row 3 4 25 23.696682 100 94.79
    row 4 5 60 58.765916 300 293.83
    row 5 2 0.333333 0.333333 0.67 0.67
    voucher 0 10 incl order 0 0 0
    voucher 0 0 excl order 0 1 0
    fees 5.9 4.92 0 0
    totals 431.23 417.02 15.9 14.59 421.23 407.34
    order voucher-percent+freeship-one-line 2 2
    row 1 5 9.949 8.290833 49.75 41.45
    row 2 1 14.91 13.554545 14.91 13.55
    row 3 1 4.9 4.64455 4.9 4.64
    row 4 7 60 58.765916 420 411.36
    row 5 1 15 15 15 15
    voucher 12.5 0 excl order 0 1 0
    fees 5.9 4.92 0 0
    totals 504.56 486 68.97 65.67 441.49 425.26
    order voucher-amount-te+amount-ti-line 2 2
    row 1 5 9.949 8.290833 49.75 41.45
    row 2 2 46 41.818182 92 83.64
    row 3 10 9.9 9.383886 99 93.84
    row 4 2 7.9 7.737512 15.8 15.48
    row 5 1 15 15 15 15
    voucher 0 3.333333 excl order 0 0 0
    voucher 0 7.77 incl order 0 0 0
    fees 5.9 4.92 0 0
    totals 271.55 249.41 11.4 10.47 266.05 243.85
    order voucher-percent-100-line 2 2
    row 1 2 9.949 8.290833 19.9 16.58
    row 2 1 6.5 6.161137 6.5 6.16
    voucher 100 0 excl order 0 0 0
    fees 5.9 4.92 0 0
    totals 26.4 22.74 26.4 22.74 5.9 4.92
    order voucher-everything-free-line 2 2
    row 1 1 41.994 34.995 41.99 35
    row 2 1 6.5 6.161137 6.5 6.16
    voucher 100 0 excl order 0 1 0
    fees 5.9 4.92 0 0
    totals 48.49 41.16 54.39 46.08 0 0
    order wrapping-line 2 2
    row 1 3 26.995 22.495833 80.99 67.49
    row 2 2 5.65 5.136364 11.3 10.27
    row 3 1 9.9 9.383886 9.9 9.38
    row 4 8 60 58.765916 480 470.13
    row 5 2 0.333333 0.333333 0.67 0.67
    fees 5.9 4.92 3.5 2.92
    totals 582.86 557.94 0 0 592.25 565.78
    order shipping-reduced-rate-item 1 2
    row 1 1 6.5 6.161137 6.5 6.16
    row 2 3 4.9 4.64455 14.7 13.92
    row 3 2 1 0.947867 2 1.9
    fees 7.75 7.35 0 0
    totals 23.2 21.98 0 0 30.95 29.33
    order ecotax-item 1 2
    row 1 1 6.5 6.161137 6.5 6.16
    row 2 3 50.45 42.041667 151.35 126.12
    row 3 2 65.445 54.5375 130.9 109.08
    fees 5.9 4.92 0 0
    totals 288.75 241.36 0 0 294.65 246.28
    order specific-prixfixe 2 2
    row 1 1 9.949 8.290833 9.95 8.29
    row 2 3 11.851852 9.876543 35.56 29.63
    fees 5.9 4.92 0 0
    totals 45.51 37.92 0 0 51.4 42.84
    order group-discount-item 1 2
    row 1 2 18.4075 15.339583 36.82 30.68
    row 2 3 5.22625 4.751137 15.69 14.25
    row 3 3 0.925 0.876777 2.79 2.64
    row 4 1 7.3075 7.157199 7.31 7.16
    row 5 1 0.308333 0.308333 0.31 0.31
    fees 5.9 4.92 0 0
    totals 62.92 55.04 0 0 68.82 59.96
    order group-discount-specific-voucher 2 2
    row 1 3 9.202825 7.669021 27.61 23.01
    row 2 2 18.862137 17.878803 37.72 35.76
    row 3s 2 18.472944 15.39412 36.95 30.79
    voucher 10 0 excl order 0 0 0
    fees 5.9 4.92 0 0
    totals 102.28 89.56 10.23 8.96 97.95 85.51
    order us-exempt-line 2 2
    row 1 2 22.495833 22.495833 44.99 44.99
    row 2 1 41.818182 41.818182 41.82 41.82
    row 3 3 9.383886 9.383886 28.15 28.15
    row 4 6 7.737512 7.737512 46.43 46.43
    row 5 5 15 15 75 75
    fees 12.5 12.5 0 0
    totals 236.39 236.39 0 0 248.89 248.89
    order usd-item 1 2
    row 1 3 22.63028 18.858566 67.89 56.58
    row 2 1 52.3112 47.555637 52.31 47.56
    row 3 1 5.57228 5.281782 5.57 5.28
    row 4 5 68.232 66.8286 341.15 334.15
    row 5 2 0.379066 0.379066 0.76 0.76
    fees 6.71 5.59 0 0
    totals 467.68 444.33 0 0 474.39 449.92
    order usd-ecotax-specific 2 2
    row 1 1 7.391799 7.006445 7.39 7.01
    row 2 2 57.37174 47.809784 114.74 95.62
    row 3s 3 35.804742 29.837285 107.41 89.51
    fees 6.71 5.59 0 0
    totals 229.54 192.14 0 0 236.26 197.73
    order mix-03-line-halfup 2 2
    row 1 3 13.99 11.658333 41.97 34.97
    row 2 1 2.399999 1.999999 2.4 2
    row 3 10 14.91 13.554545 149.1 135.55
    row 4 11 5.65 5.136364 62.15 56.5
    row 5 3 9.9 9.383886 29.7 28.15
    row 6 1 1 0.947867 1 0.95
    row 7 3 7.9 7.737512 23.7 23.21
    row 8 2 15 15 30 30
    row 9 6 1.495 1.245833 8.97 7.47
    voucher 0 5 incl order 0 0 0
    voucher 100 0 excl cheapest 0 0 0
    fees 0 0 0 0
    totals 348.99 318.8 6 5.52 342.99 313.29
    """
}
